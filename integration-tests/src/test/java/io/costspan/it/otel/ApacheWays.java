package io.costspan.it.otel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.http.entity.ContentType;
import org.apache.http.entity.StringEntity;
import org.apache.http.impl.client.CloseableHttpClient;

/** Calls by both versions of Apache HttpClient, with and without a handler of the response. */
final class ApacheWays {
  private ApacheWays() {}

  static String ask(String way, String url, String body) throws IOException {
    return switch (way) {
      case "apache4" -> plain4(url, body);
      case "apache4-handler" -> handled4(url, body);
      case "apache5" -> plain5(url, body);
      case "apache5-handler" -> handled5(url, body);
      default -> throw new IllegalArgumentException(way);
    };
  }

  private static String plain4(String url, String body) throws IOException {
    try (CloseableHttpClient client = org.apache.http.impl.client.HttpClients.createDefault();
        var response = client.execute(request4(url, body))) {
      return text(response.getEntity());
    }
  }

  private static String handled4(String url, String body) throws IOException {
    try (CloseableHttpClient client = org.apache.http.impl.client.HttpClients.createMinimal()) {
      return client.execute(request4(url, body), response -> text(response.getEntity()));
    }
  }

  private static String text(org.apache.http.HttpEntity entity) throws IOException {
    return org.apache.http.util.EntityUtils.toString(entity);
  }

  private static org.apache.http.client.methods.HttpPost request4(String url, String body) {
    var request = new org.apache.http.client.methods.HttpPost(url);
    request.setEntity(new StringEntity(body, ContentType.APPLICATION_JSON));
    return request;
  }

  @SuppressWarnings("deprecation") // but much in use
  private static String plain5(String url, String body) throws IOException {
    try (var client = HttpClients.createDefault();
        var response = client.execute(request5(url, body))) {
      return new String(response.getEntity().getContent().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String handled5(String url, String body) throws IOException {
    try (var client = HttpClients.createMinimal()) {
      return client.execute(
          request5(url, body), response -> EntityUtils.toString(response.getEntity()));
    }
  }

  private static HttpPost request5(String url, String body) {
    HttpPost request = new HttpPost(url);
    request.setEntity(
        new org.apache.hc.core5.http.io.entity.StringEntity(
            body, org.apache.hc.core5.http.ContentType.APPLICATION_JSON));
    return request;
  }
}
