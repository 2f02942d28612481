package io.costspan.reading;

import io.costspan.cells.Merge;
import io.costspan.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A reader as written in provider files, possibly combined from several.
 *
 * @param at where it is written, for error messages
 * @param words its members except {@code like}, {@code within} and {@code values}
 * @param values its named fields
 */
public record ReaderDefinition(
    JsonValue at, Map<String, JsonValue> words, Map<String, JsonValue> values) {
  private static final Set<String> WORDS =
      Set.of(
          "like",
          "within",
          "values",
          "attributes",
          "quantities",
          "whole",
          "stated",
          "evidence",
          "free",
          "job",
          "unseen",
          "once",
          "estimate",
          "done",
          "final",
          "renew",
          "lines",
          "ignored");

  /** An empty definition. */
  public static final ReaderDefinition EMPTY =
      new ReaderDefinition(JsonValue.EMPTY, Map.of(), Map.of());

  /** Reads a definition. Refuses unknown words. */
  public static ReaderDefinition of(JsonValue reader) {
    reader.allow(WORDS);
    Map<String, JsonValue> words = new LinkedHashMap<>(reader.members());
    Roots roots = Roots.of(words.remove("within"));
    JsonValue values = words.remove("values");
    words.remove("like");
    words.computeIfPresent("renew", (word, paths) -> roots.ofPaths(paths));
    return new ReaderDefinition(reader, words, values == null ? Map.of() : roots.ofValues(values));
  }

  /** This definition on top of another: values are added or replaced singly, other words whole. */
  public ReaderDefinition like(ReaderDefinition base) {
    return new ReaderDefinition(at, merged(base.words, words), merged(base.values, values));
  }

  /** This definition combined with another: lists and objects are joined, other words replaced. */
  public ReaderDefinition and(ReaderDefinition more) {
    Map<String, JsonValue> all = new LinkedHashMap<>(words);
    more.words.forEach((name, word) -> all.merge(name, word, JsonValue::joined));
    return new ReaderDefinition(at, all, merged(values, more.values));
  }

  private static Map<String, JsonValue> merged(
      Map<String, JsonValue> base, Map<String, JsonValue> own) {
    Map<String, JsonValue> merged = new LinkedHashMap<>(base);
    merged.putAll(own);
    return merged;
  }

  /** The sources of a value that is written as an object. */
  public static Stream<String> sources(JsonValue value) {
    return Stream.of(Merge.values())
        .map(merge -> value.get(merge.word()))
        .flatMap(sources -> sources == null ? Stream.of() : sources.texts().stream());
  }

  @Nullable JsonValue word(String name) {
    return words.get(name);
  }
}
