package io.costspan.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Answers as OpenAI and Anthropic would, from the files under {@code replies}: {@code MODEL.json},
 * or {@code MODEL.sse} for a stream. A model without a file is overloaded. Prints its port.
 */
public final class StandIn {
  private static final Pattern MODEL = Pattern.compile("\"model\"\\s*:\\s*\"([\\w.-]+)\"");
  private static final Pattern STREAMED = Pattern.compile("\"stream\"\\s*:\\s*true");
  private static final byte[] OVERLOADED =
      "{\"error\":{\"message\":\"The server is overloaded\",\"type\":\"server_error\"}}"
          .getBytes(StandardCharsets.UTF_8);

  private StandIn() {}

  /** Serves until the process is ended. */
  public static void main(String[] arguments) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/", StandIn::answer);
    server.start();
    System.out.println(server.getAddress().getPort());
  }

  private static void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      boolean streamed = STREAMED.matcher(request).find();
      byte[] reply = reply(model(request) + (streamed ? ".sse" : ".json"));
      if (reply == null) {
        send(exchange, 500, "application/json", OVERLOADED);
      } else if (streamed) {
        stream(exchange, new String(reply, StandardCharsets.UTF_8));
      } else {
        send(exchange, 200, "application/json", reply);
      }
    }
  }

  private static String model(String request) {
    Matcher matcher = MODEL.matcher(request);
    return matcher.find() ? matcher.group(1) : "none";
  }

  private static byte @Nullable [] reply(String file) throws IOException {
    try (var in = StandIn.class.getResourceAsStream("replies/" + file)) {
      return in == null ? null : in.readAllBytes();
    }
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  private static void stream(HttpExchange exchange, String events) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    for (String event : events.split("(?<=\n\n)")) {
      exchange.getResponseBody().write(event.getBytes(StandardCharsets.UTF_8));
      exchange.getResponseBody().flush();
      pause();
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(30);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
