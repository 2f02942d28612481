package io.costspan.benchmarks.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A run of which a row has failed, so that another one measures what is missing. */
final class EarlierRun {
  private static final List<String> ALIKE =
      List.of("agent", "openTelemetryAgent", "pairs", "share");
  private final JsonNode run;

  EarlierRun(Path file) throws IOException {
    run = new ObjectMapper().readTree(file.toFile());
  }

  /**
   * Adds what the later run has not measured again.
   *
   * @throws IllegalArgumentException if the two have measured different things
   */
  void addTo(ObjectNode later, List<String> rows, List<Jdk> jdks) {
    for (String name : ALIKE) {
      if (!run.path(name).asText().equals(later.path(name).asText())) {
        throw new IllegalArgumentException("The run before had another " + name);
      }
    }
    later.put("time", run.path("time").asText() + ", " + later.path("time").asText());
    later.put("minutes", run.path("minutes").asDouble() + later.path("minutes").asDouble());
    later.set("jdks", run.path("jdks"));
    addFailures(later.withArray("failures"), rows, jdks);
    for (Map.Entry<String, JsonNode> ofJdk : run.path("notes").properties()) {
      ofJdk.getValue().forEach(later.withObject("/notes").withArray(ofJdk.getKey())::add);
    }
    for (Map.Entry<String, JsonNode> ofJdk : run.path("samples").properties()) {
      addFigures(later.withObject("/samples").withObject("/" + ofJdk.getKey()), ofJdk.getValue());
    }
  }

  private void addFailures(ArrayNode later, List<String> rows, List<Jdk> jdks) {
    for (JsonNode failure : run.path("failures")) {
      boolean again =
          jdks.stream()
              .flatMap(jdk -> rows.stream().map(row -> Measure.what(row, jdk)))
              .anyMatch(failure.asText()::startsWith);
      if (!again) {
        later.add(failure);
      }
    }
  }

  private static void addFigures(ObjectNode later, JsonNode figures) {
    for (Map.Entry<String, JsonNode> figure : figures.properties()) {
      if (!later.has(figure.getKey())) {
        later.set(figure.getKey(), figure.getValue());
      }
    }
  }
}
