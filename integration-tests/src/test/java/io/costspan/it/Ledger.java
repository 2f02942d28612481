package io.costspan.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A ledger that an agent wrote, in the order in which the calls began. */
public record Ledger(List<JsonNode> lines) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Comparator<JsonNode> BY_START =
      Comparator.comparing(line -> Instant.parse(line.path("time").asText()));

  /** Reads a file; one that is not there is an empty ledger. */
  public static Ledger read(Path file) {
    if (!Files.exists(file)) {
      return new Ledger(List.of());
    }
    try (Stream<String> lines = Files.lines(file)) {
      return new Ledger(lines.map(Ledger::parse).sorted(BY_START).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Those members of each line, joined by blanks; {@code -} for a member that is absent. */
  public List<String> columns(String... members) {
    return lines.stream()
        .map(
            line ->
                Stream.of(members)
                    .map(name -> line.path(name).asText("-"))
                    .collect(Collectors.joining(" ")))
        .toList();
  }

  private static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException("Not JSON: " + line, e);
    }
  }
}
