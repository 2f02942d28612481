package io.costspan.ratecard.importer;

import io.costspan.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How the price file of one provider is made; the hand-written part of the import. */
final class Recipe {
  private static final Set<String> WORDS =
      new TreeSet<>(
          Set.of(
              "genai", "litellm", "prefixes", "ignore", "prefer", "add", "like", "cards", "limit"));

  private final JsonValue json;
  private final List<Rule> ignored;
  private final List<Rule> preferred;
  private final List<Addition> additions;

  /** Names of a source and, for LiteLLM, its keys, that a rule speaks of. */
  private record Rule(String source, Predicate<String> model, Predicate<String> key, String why) {
    static Rule read(JsonValue json) {
      json.allow(new TreeSet<>(Set.of("source", "model", "key", "why")));
      return new Rule(
          json.need("source").text(),
          Globs.of(json.textsOf("model")),
          Globs.of(json.textsOf("key")),
          json.need("why").text());
    }
  }

  Recipe(JsonValue json) {
    json.allow(WORDS);
    this.json = json;
    this.ignored = rules("ignore");
    this.preferred = rules("prefer");
    this.additions = items("add").map(Addition::read).toList();
  }

  private List<Rule> rules(String name) {
    return items(name).map(Rule::read).toList();
  }

  private Stream<JsonValue> items(String name) {
    JsonValue list = json.get(name);
    return list == null ? Stream.of() : list.items().stream();
  }

  /** Providers of genai-prices that stand for this one. */
  List<String> genai() {
    return json.textsOf("genai");
  }

  /** Whether that value of {@code litellm_provider} stands for this provider. */
  boolean isServedBy(@Nullable String litellmProvider) {
    return litellmProvider != null && json.textsOf("litellm").contains(litellmProvider);
  }

  /** Whether the price for long contexts holds from the limit itself on, not just above it. */
  boolean isLimitInclusive() {
    return "inclusive".equals(json.textOf("limit"));
  }

  /** What LiteLLM puts before this provider's model names. */
  List<String> prefixes() {
    return json.textsOf("prefixes");
  }

  /** Whether a known error of a source is at that place. */
  boolean ignores(String source, String model, String key) {
    return ignored.stream()
        .anyMatch(
            rule ->
                rule.source().equals(source) && rule.model().test(model) && rule.key().test(key));
  }

  /** Why the source is believed rather than the other, null if neither is preferred. */
  @Nullable String whyPreferred(String source, String model) {
    return preferred.stream()
        .filter(rule -> rule.source().equals(source) && rule.model().test(model))
        .map(Rule::why)
        .findFirst()
        .orElse(null);
  }

  /** What the recipe adds to the generated card of that model. */
  List<Addition> additions(String model) {
    return additions.stream().filter(addition -> addition.takes().test(model)).toList();
  }

  /** Providers whose cards hold here too, where there is no own card. */
  List<JsonValue> likes() {
    return items("like").toList();
  }

  /** Cards taken as they are. */
  List<JsonValue> cards() {
    return items("cards").toList();
  }

  /** Plain values of an object of the recipe. */
  static Map<String, Object> map(JsonValue json) {
    Map<String, Object> members = new LinkedHashMap<>();
    json.members().forEach((name, value) -> members.put(name, tree(value)));
    return members;
  }

  private static Object tree(JsonValue json) {
    if (json.isArray()) {
      return json.items().stream().map(Recipe::tree).toList();
    }
    if (json.isObject()) {
      return map(json);
    }
    return json.scalar();
  }

  /** A value of such a tree that is one text or a list of texts, as a list. */
  static List<String> texts(@Nullable Object value) {
    return value instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of(String.valueOf(value));
  }
}
