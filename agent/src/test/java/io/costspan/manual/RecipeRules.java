package io.costspan.manual;

import static java.util.stream.Collectors.joining;

import io.costspan.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the recipes of the bundled prices do not believe, for the manual. */
final class RecipeRules {
  private RecipeRules() {}

  /** Sentences about what is not believed of that table. */
  static List<String> about(String table) {
    try (Stream<Path> files = Files.list(Path.of("src/main/prices"))) {
      return files.sorted().flatMap(file -> rules(file, table)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<String> rules(Path file, String table) {
    String provider = file.getFileName().toString().replace(".json", "");
    JsonValue rules = read(file).get("ignore");
    return rules == null
        ? Stream.of()
        : rules.items().stream()
            .filter(rule -> rule.need("source").text().equals(table))
            .map(
                rule ->
                    Manual.code(provider) + ", " + models(rule) + ": " + rule.need("why").text());
  }

  private static String models(JsonValue rule) {
    return rule.textsOf("model").stream().map(Manual::code).collect(joining(", "));
  }

  private static JsonValue read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return JsonValue.parse(file.toString(), in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
