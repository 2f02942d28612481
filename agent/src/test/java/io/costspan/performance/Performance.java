package io.costspan.performance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The files from which the page is made: what is promised, what was measured in two runs, and why
 * something is missed.
 */
record Performance(JsonNode budgets, JsonNode reasons, List<JsonNode> runs) {
  private static final int FEWEST_PAIRS = 10;
  private static final Path FOLDER = Path.of("../benchmarks/results");

  static Performance read() throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    List<JsonNode> runs = new ArrayList<>();
    for (String run : List.of("run-1.json", "run-2.json")) {
      Path file = FOLDER.resolve(run);
      runs.add(Files.exists(file) ? mapper.readTree(file.toFile()) : mapper.createObjectNode());
    }
    return new Performance(
        mapper.readTree(FOLDER.resolve("budgets.json").toFile()),
        mapper.readTree(FOLDER.resolve("reasons.json").toFile()),
        runs);
  }

  /** By JDK, then by run. */
  List<Figures> figures() {
    List<Figures> all = new ArrayList<>();
    for (JsonNode jdk : budgets.get("jdks")) {
      for (int run = 0; run < runs.size(); run++) {
        JsonNode samples = runs.get(run).path("samples").path(jdk.asText());
        all.add(new Figures(jdk.asText(), run + 1, samples));
      }
    }
    return all;
  }

  List<Section> sections() {
    List<Section> all = new ArrayList<>();
    budgets.get("sections").forEach(section -> all.add(Section.of(section)));
    return all;
  }

  /** Whether no run has so few pairs or calls, or such gaps, that it proves nothing. */
  boolean isProof() {
    return runs.stream().allMatch(Performance::isProof);
  }

  private static boolean isProof(JsonNode run) {
    return run.path("pairs").asInt() >= FEWEST_PAIRS
        && run.path("share").asDouble(1) == 1
        && run.path("failures").isEmpty();
  }

  String reason(String id) {
    return reasons.path(id).asText("No reason given yet.");
  }
}
