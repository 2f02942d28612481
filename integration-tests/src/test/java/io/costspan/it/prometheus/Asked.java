package io.costspan.it.prometheus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

/** A server of Prometheus or Alertmanager that is asked by HTTP. */
public record Asked(int port) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  /** The series that a query finds now. */
  public JsonNode now(String query) {
    return get("/api/v1/query?query=" + encoded(query)).at("/data/result");
  }

  /** The same from a time in seconds until now. */
  public JsonNode since(long since, String query) {
    long until = System.currentTimeMillis() / 1000;
    return get("/api/v1/query_range?step=1&start=%d&end=%d&query=%s"
            .formatted(since, until, encoded(query)))
        .at("/data/result");
  }

  /** What it answers, in JSON; nothing if it is not up yet. */
  public JsonNode get(String path) {
    URI uri = URI.create("http://localhost:" + port + path);
    try {
      return JSON.readTree(
          CLIENT.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body());
    } catch (IOException notYetUp) {
      return JSON.missingNode();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
