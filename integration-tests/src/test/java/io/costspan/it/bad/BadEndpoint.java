package io.costspan.it.bad;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.costspan.it.Gzip;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;

/** An OpenAI endpoint that goes wrong in the way that the path's first part names. */
final class BadEndpoint implements AutoCloseable {
  private static final int BLOCK = 1 << 20;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  BadEndpoint() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  String url() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      switch (BadCase.of(exchange.getRequestURI().getPath())) {
        case BROKEN_JSON -> json(exchange, 200, Replies.CHAT.replace("\"usage\"", "usage:: ]"));
        case NO_JSON -> json(exchange, 200, "<html>Welcome to the hotel's network</html>");
        case CUT_BODY -> cut(exchange, Replies.CHAT);
        case ERROR_IN_200 -> json(exchange, 200, Replies.ERROR);
        case ERROR_500 -> json(exchange, 500, Replies.ERROR);
        case STREAM_WITHOUT_USAGE -> events(exchange, Replies.chunks(false, true));
        case STREAM_WITHOUT_FINISH -> events(exchange, Replies.chunks(true, false));
        case STREAM_WITH_UNKNOWN_EVENTS ->
            events(exchange, Replies.UNKNOWN_EVENTS + Replies.chunks(true, true));
        case STREAM_CUT_OFF -> cut(exchange, Replies.chunks(true, true));
        case ENDLESS_STREAM -> endless(exchange);
        case CORRUPT_GZIP -> corruptGzip(exchange);
        case GZIP_BOMB -> gzip(exchange, bomb());
        case GIGABYTE -> gigabyte(exchange);
      }
    }
  }

  private static void json(HttpExchange exchange, int status, String body) throws IOException {
    head(exchange, "application/json");
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static void events(HttpExchange exchange, String body) throws IOException {
    head(exchange, "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
  }

  /** Promises the whole body and hangs up after half of it. */
  private static void cut(HttpExchange exchange, String body) throws IOException {
    head(exchange, body.startsWith("data:") ? "text/event-stream" : "application/json");
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes, 0, bytes.length / 2);
    exchange.getResponseBody().flush();
  }

  /** Goes on until the client has had enough. */
  private static void endless(HttpExchange exchange) throws IOException {
    head(exchange, "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    byte[] event = Replies.chunk("on and on").getBytes(StandardCharsets.UTF_8);
    try (OutputStream out = exchange.getResponseBody()) {
      while (true) {
        out.write(event);
      }
    } catch (IOException clientLeft) {
      return;
    }
  }

  private static void corruptGzip(HttpExchange exchange) throws IOException {
    byte[] packed = Gzip.pack(Replies.CHAT.repeat(20).getBytes(StandardCharsets.UTF_8));
    Arrays.fill(packed, 40, 60, (byte) 0xFF);
    gzip(exchange, packed);
  }

  /** A string of 256 MiB, then the usage. */
  private static byte[] bomb() throws IOException {
    byte[] block = new byte[BLOCK];
    Arrays.fill(block, (byte) 'a');
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write("{\"padding\": \"".getBytes(StandardCharsets.UTF_8));
      for (int i = 0; i < 256; i++) {
        out.write(block);
      }
      out.write(("\"," + Replies.CHAT.substring(1)).getBytes(StandardCharsets.UTF_8));
    }
    return packed.toByteArray();
  }

  private static void gzip(HttpExchange exchange, byte[] packed) throws IOException {
    head(exchange, "application/json");
    exchange.getResponseHeaders().set("Content-Encoding", "gzip");
    exchange.sendResponseHeaders(200, packed.length);
    exchange.getResponseBody().write(packed);
  }

  /** One string of a gibibyte, then the usage. */
  private static void gigabyte(HttpExchange exchange) throws IOException {
    head(exchange, "application/json");
    exchange.sendResponseHeaders(200, 0);
    byte[] block = new byte[BLOCK];
    Arrays.fill(block, (byte) 'a');
    try (OutputStream out = exchange.getResponseBody()) {
      out.write("{\"padding\": \"".getBytes(StandardCharsets.UTF_8));
      for (int i = 0; i < 1024; i++) {
        out.write(block);
      }
      out.write(("\"," + Replies.CHAT.substring(1)).getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void head(HttpExchange exchange, String contentType) {
    exchange.getResponseHeaders().set("Content-Type", contentType);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
