package io.costspan.importer;

import io.costspan.json.JsonValue;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a recipe adds to generated cards: lines before the generated ones, factors after them, a
 * card whose lines come last, or a note.
 *
 * @param takes matches the models whose cards get the addition
 */
record Addition(
    Predicate<String> takes,
    List<JsonValue> price,
    List<JsonValue> times,
    @Nullable String like,
    @Nullable String note,
    int line) {
  private static final Set<String> WORDS =
      new TreeSet<>(Set.of("model", "except", "price", "times", "like", "note"));

  static Addition read(JsonValue json) {
    json.allow(WORDS);
    Predicate<String> takes = Globs.of(json.textsOf("model"));
    JsonValue except = json.get("except");
    return new Addition(
        except == null ? takes : takes.and(Globs.of(except.texts()).negate()),
        items(json.get("price")),
        items(json.get("times")),
        json.textOf("like"),
        json.textOf("note"),
        json.line());
  }

  private static List<JsonValue> items(@Nullable JsonValue list) {
    return list == null ? List.of() : list.items();
  }
}
