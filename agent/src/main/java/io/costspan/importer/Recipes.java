package io.costspan.importer;

import io.costspan.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The recipes of all providers, by provider. */
final class Recipes {
  /**
   * The file next to the bundled prices with what the recipes know of public tables, without their
   * cards.
   */
  static final String FILE = "recipes.json";

  private Recipes() {}

  static SortedMap<String, Recipe> read(Path folder) throws IOException {
    SortedMap<String, Recipe> recipes = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".json")).sorted().toList()) {
        try (InputStream in = Files.newInputStream(file)) {
          String name = file.getFileName().toString();
          recipes.put(name.replace(".json", ""), new Recipe(JsonValue.parse(name, in)));
        }
      }
    }
    return recipes;
  }

  static SortedMap<String, Recipe> bundled() {
    try (InputStream in =
        Recipes.class.getResourceAsStream("/io/costspan/catalog/prices/" + FILE)) {
      SortedMap<String, Recipe> recipes = new TreeMap<>();
      JsonValue.parse(FILE, Objects.requireNonNull(in))
          .members()
          .forEach((provider, json) -> recipes.put(provider, new Recipe(json)));
      return recipes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The content of the file for {@link #bundled()}, with one line per recipe. */
  static String rules(SortedMap<String, Recipe> recipes) {
    return recipes.entrySet().stream()
        .map(entry -> "\"" + entry.getKey() + "\": " + CardWriter.json(entry.getValue().rules()))
        .collect(Collectors.joining(",\n", "{\n", "\n}\n"));
  }

  /**
   * The recipes for a user's table: those that refer to it, and empty ones for the other providers.
   */
  static SortedMap<String, Recipe> of(PublicTable table, SortedMap<String, Recipe> recipes) {
    SortedMap<String, Recipe> all = new TreeMap<>();
    Set<String> unknown = new TreeSet<>(table.providers());
    recipes.forEach(
        (provider, recipe) -> {
          Recipe imported = recipe.imported(provider);
          all.put(provider, imported);
          unknown.removeAll(table.providers(imported));
        });
    unknown.forEach(provider -> all.put(provider, Recipe.EMPTY.imported(provider)));
    return all;
  }
}
