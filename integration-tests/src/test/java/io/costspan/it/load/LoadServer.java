package io.costspan.it.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** Answers chat calls as fast as a loopback allows; each reply has an id and a usage of its own. */
final class LoadServer implements AutoCloseable {
  static final String MODEL = "load-1";
  static final String PRICES =
      """
      {"cards": [{"id": "openai/load", "provider": "openai", "model": "load-1", "price": [
        {"meter": "input_tokens", "rate": "2"}, {"meter": "output_tokens", "rate": "8"}]}]}
      """;

  private final ServerSocket socket;
  private final AtomicLong calls = new AtomicLong();
  private final AtomicLong inputTokens = new AtomicLong();
  private final AtomicLong outputTokens = new AtomicLong();

  LoadServer() throws IOException {
    socket = new ServerSocket(0, 2_000, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  String url() {
    return "http://localhost:" + socket.getLocalPort() + "/v1";
  }

  long calls() {
    return calls.get();
  }

  /** What the calls cost by {@link #PRICES}. */
  BigDecimal cost() {
    return BigDecimal.valueOf(2 * inputTokens.get() + 8 * outputTokens.get(), 6);
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket connection = socket.accept();
        start(() -> serve(connection));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      connection.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(connection.getInputStream());
      for (int length = head(in); length >= 0; length = head(in)) {
        in.skipNBytes(length);
        connection.getOutputStream().write(reply(calls.incrementAndGet()));
      }
    } catch (IOException gone) {
      // The client has hung up.
    }
  }

  /** Passes over the head; returns the length of the body, or -1 if there is no more request. */
  private static int head(InputStream in) throws IOException {
    int length = 0;
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next >= 0; next = in.read()) {
      if (next != '\n') {
        line.append((char) next);
      } else if (line.length() <= 1) {
        return length;
      } else {
        length = Math.max(length, length(line.toString()));
        line.setLength(0);
      }
    }
    return -1;
  }

  private static int length(String line) {
    String header = line.toLowerCase(Locale.ROOT);
    return header.startsWith("content-length:")
        ? Integer.parseInt(header.substring(header.indexOf(':') + 1).strip())
        : 0;
  }

  private byte[] reply(long number) {
    long input = 1 + number % 997;
    long output = 1 + number % 89;
    inputTokens.addAndGet(input);
    outputTokens.addAndGet(output);
    String body =
        """
        {"id":"load-%d","object":"chat.completion","model":"%s","choices":[{"index":0,\
        "message":{"role":"assistant","content":"It was the butler."},"finish_reason":"stop"}],\
        "usage":{"prompt_tokens":%d,"completion_tokens":%d,"total_tokens":%d}}"""
            .formatted(number, MODEL, input, output, input + output);
    String head =
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length();
    return (head + "\r\n\r\n" + body).getBytes(ISO_8859_1);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
