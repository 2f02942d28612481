package io.costspan.it.observability;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.costspan.it.Build;
import io.costspan.it.prometheus.Asked;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** One of the dashboards that are shipped. */
record Dashboard(String name, JsonNode json) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What a panel asks; {@code instant} for now only, else along the time that is shown. */
  record Query(String panel, String expression, boolean instant, JsonNode target) {
    /** As Grafana asks it when every variable stands at "All". */
    String ofAll() {
      return expression.replaceAll("\\$\\w+", ".*");
    }

    /** The series that it finds, since a time in seconds. */
    JsonNode series(Asked prometheus, long since) {
      return instant ? prometheus.now(ofAll()) : prometheus.since(since, ofAll());
    }
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

  static List<Dashboard> all() {
    try (Stream<Path> files = Files.list(Build.existing("observability/grafana/dashboards"))) {
      return files.sorted().map(Dashboard::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Dashboard read(Path file) {
    try {
      String name = file.getFileName().toString().replace(".json", "");
      return new Dashboard(name, JSON.readTree(Files.readString(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JsonNode panels() {
    return json.path("panels");
  }

  JsonNode variables() {
    return json.at("/templating/list");
  }

  List<Query> queries() {
    List<Query> queries = new ArrayList<>();
    for (JsonNode panel : panels()) {
      for (JsonNode target : panel.path("targets")) {
        queries.add(
            new Query(
                panel.path("title").asText(),
                target.path("expr").asText(),
                target.path("instant").asBoolean(),
                target));
      }
    }
    return queries;
  }

  @Override
  public String toString() {
    return name;
  }
}
