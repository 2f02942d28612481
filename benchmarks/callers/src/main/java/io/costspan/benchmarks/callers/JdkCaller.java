package io.costspan.benchmarks.callers;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

/** {@code java.net.http}. */
final class JdkCaller extends PlainClient {
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @Override
  byte[] whole(String url, byte[] body) throws Exception {
    return http.send(request(url, body), BodyHandlers.ofByteArray()).body();
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
