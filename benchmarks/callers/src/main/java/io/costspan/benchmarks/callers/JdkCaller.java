package io.costspan.benchmarks.callers;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.atomic.AtomicLong;

/** {@code java.net.http}. */
final class JdkCaller extends PlainClient {
  private static final String BROKEN = "HTTP/1.1 header parser received no bytes";

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final AtomicLong repeated = new AtomicLong();

  /**
   * With many threads, the client now and then takes a reply for data that came while the
   * connection was idle, and closes it (JDK-8338569; seen on 17 and 25). Then the request is sent
   * once more.
   */
  @Override
  byte[] whole(String url, byte[] body) throws Exception {
    while (true) {
      try {
        return http.send(request(url, body), BodyHandlers.ofByteArray()).body();
      } catch (IOException broken) {
        if (!BROKEN.equals(broken.getMessage())) {
          throw broken;
        }
        repeated.incrementAndGet();
      }
    }
  }

  @Override
  public long repeated() {
    return repeated.get();
  }

  @Override
  void pieces(String url, byte[] body, Reader reader) throws Exception {
    try (InputStream reply = http.send(request(url, body), BodyHandlers.ofInputStream()).body()) {
      reader.read(reply);
    }
  }

  private static HttpRequest request(String url, byte[] body) {
    return HttpRequest.newBuilder(URI.create(url))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofByteArray(body))
        .build();
  }
}
