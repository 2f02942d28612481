package io.costspan.it.observability;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.costspan.it.observability.Dashboard.Query;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.stream.StreamSupport;

/** A server of Prometheus or Alertmanager that is asked by HTTP. */
record Asked(int port) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  /** The series that a query of a dashboard finds, since a time in seconds. */
  JsonNode series(Query query, long since) {
    return query.instant() ? now(query.ofAll()) : along(query.ofAll(), since);
  }

  /** The series that a query finds now. */
  JsonNode now(String query) {
    return get("/api/v1/query?query=" + encoded(query)).at("/data/result");
  }

  private JsonNode along(String query, long since) {
    long until = System.currentTimeMillis() / 1000;
    return get("/api/v1/query_range?step=1&start=%d&end=%d&query=%s"
            .formatted(since, until, encoded(query)))
        .at("/data/result");
  }

  /** Whether there is a number among the values of any series. */
  static boolean hasData(JsonNode series) {
    return StreamSupport.stream(series.spliterator(), false)
        .flatMap(
            one ->
                one.has("value")
                    ? StreamSupport.stream(one.findValues("value").spliterator(), false)
                    : StreamSupport.stream(one.path("values").spliterator(), false))
        .anyMatch(point -> !point.path(1).asText().equals("NaN"));
  }

  JsonNode get(String path) {
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
