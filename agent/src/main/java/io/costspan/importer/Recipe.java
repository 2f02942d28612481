package io.costspan.importer;

import io.costspan.json.JsonValue;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rules by which the price file of one provider is made; the hand-written part of the import.
 */
final class Recipe {
  private static final Set<String> WORDS =
      new TreeSet<>(
          Set.of(
              "genai",
              "litellm",
              "pi-ai",
              "models.dev",
              "imports",
              "prefixes",
              "ignore",
              "prefer",
              "since",
              "silent",
              "add",
              "like",
              "cards",
              "limit",
              "thinking"));

  /** The parts that the jar contains: everything needed to make cards from the rows of a table. */
  private static final List<String> RULES =
      List.of(
          "genai",
          "litellm",
          "pi-ai",
          "models.dev",
          "imports",
          "prefixes",
          "limit",
          "thinking",
          "ignore",
          "prefer",
          "silent",
          "add");

  static final Recipe EMPTY = new Recipe(JsonValue.parse("no recipe", "{}"));

  private final JsonValue json;
  private final List<String> genai;
  private final List<String> litellm;
  private final List<String> piAi;
  private final List<String> prefixes;
  private final List<Rule> ignored;
  private final List<Rule> preferred;
  private final List<Since> days;
  private final List<Silent> silences;
  private final List<Addition> additions;

  /**
   * The names or keys of a source to which a rule applies.
   *
   * @param figures the figures that a row must contain for the rule to apply, since tables are
   *     corrected
   */
  private record Rule(
      String source,
      Predicate<String> model,
      List<String> keys,
      Predicate<String> key,
      Map<String, JsonValue> figures,
      String why) {
    static Rule read(JsonValue json) {
      json.allow(new TreeSet<>(Set.of("source", "model", "key", "while", "why")));
      JsonValue figures = json.get("while");
      return new Rule(
          json.need("source").text(),
          Globs.of(json.textsOf("model")),
          json.textsOf("key"),
          Globs.of(json.textsOf("key")),
          figures == null ? Map.of() : figures.members(),
          json.need("why").text());
    }

    boolean isOf(String table, String name, Figures row) {
      return (source.equals("any") || source.equals(table))
          && model.test(name)
          && figures.entrySet().stream()
              .allMatch(figure -> isSame(figure.getValue().decimal(), row.of(figure.getKey())));
    }

    private static boolean isSame(BigDecimal one, @Nullable BigDecimal other) {
      return other != null && one.compareTo(other) == 0;
    }

    boolean isAbout(String name) {
      return keys.isEmpty() ? name.isEmpty() : key.test(name);
    }
  }

  /** The value of a row under a name, or null. */
  @FunctionalInterface
  interface Figures {
    @Nullable BigDecimal of(String name);
  }

  /** The date when a price came into force that a table shows without a date. */
  record Since(String source, Predicate<String> model, LocalDate from, String why) {
    static Since read(JsonValue json) {
      json.allow(new TreeSet<>(Set.of("source", "model", "from", "why")));
      return new Since(
          json.need("source").text(),
          Globs.of(json.textsOf("model")),
          json.need("from").date(),
          json.need("why").text());
    }

    @Override
    public String toString() {
      return "since " + from + ": " + why;
    }
  }

  Recipe(JsonValue json) {
    this(
        json,
        json.textsOf("genai"),
        json.textsOf("litellm"),
        json.textsOf("pi-ai"),
        json.textsOf("prefixes"));
  }

  private Recipe(
      JsonValue json,
      List<String> genai,
      List<String> litellm,
      List<String> piAi,
      List<String> prefixes) {
    json.allow(WORDS);
    this.json = json;
    this.genai = genai;
    this.litellm = litellm;
    this.piAi = piAi;
    this.prefixes = prefixes;
    this.ignored = rules("ignore");
    this.preferred = rules("prefer");
    this.days = items("since").map(Since::read).toList();
    this.silences = items("silent").map(Silent::read).toList();
    this.additions = items("add").map(Addition::read).toList();
  }

  private List<Rule> rules(String name) {
    return items(name).map(Rule::read).toList();
  }

  private Stream<JsonValue> items(String name) {
    JsonValue list = json.get(name);
    return list == null ? Stream.of() : list.items().stream();
  }

  /**
   * The same rules for a user's table, which may refer to the provider by its own name and by
   * others from which the bundled cards are not made.
   */
  Recipe imported(String provider) {
    List<String> before = new ArrayList<>(prefixes);
    List<String> names = new ArrayList<>(litellm.isEmpty() ? List.of(provider) : litellm);
    names.addAll(json.textsOf("imports"));
    names.forEach(name -> before.add(name + "/"));
    return new Recipe(
        json,
        genai.isEmpty() ? List.of(provider) : genai,
        names,
        piAi.isEmpty() ? List.of(provider) : piAi,
        before);
  }

  /** Providers of genai-prices that correspond to this one. */
  List<String> genai() {
    return genai;
  }

  /** Values of {@code litellm_provider} that correspond to this provider. */
  List<String> litellm() {
    return litellm;
  }

  /** Providers of pi-ai's list that correspond to this one. */
  List<String> piAi() {
    return piAi;
  }

  /**
   * Providers of models.dev that correspond to this one: the same as for pi-ai, which is made from
   * it.
   */
  List<String> modelsDev() {
    List<String> names = json.textsOf("models.dev");
    return names.isEmpty() ? piAi : names;
  }

  /** The part that is needed to make cards from a user's table. */
  Map<String, Object> rules() {
    Map<String, Object> rules = map(json);
    rules.keySet().retainAll(RULES);
    return rules;
  }

  /**
   * Whether a call with thinking has a different price for its whole output, not only for the
   * thoughts.
   */
  boolean isThinkingAMode() {
    return "mode".equals(json.textOf("thinking"));
  }

  /** Whether the price for long contexts applies from the limit itself on, not only above it. */
  boolean isLimitInclusive() {
    return "inclusive".equals(json.textOf("limit"));
  }

  /** The model's name without the prefix that tables put before this provider's names. */
  String withoutPrefix(String name) {
    return prefixes.stream()
        .filter(name::startsWith)
        .findFirst()
        .map(prefix -> name.substring(prefix.length()))
        .orElse(name);
  }

  /**
   * Why a value of a source is ignored, null if it is not.
   *
   * @param key empty for the model as a whole
   * @param row the other values of the row: for the model as a whole prices by meter, otherwise by
   *     key
   */
  @Nullable String whyIgnored(String source, String model, String key, Figures row) {
    return ignored.stream()
        .filter(rule -> rule.isAbout(key) && rule.isOf(source, model, row))
        .map(Rule::why)
        .findFirst()
        .orElse(null);
  }

  /**
   * Why the source is preferred to the other, null if neither is preferred.
   *
   * @param other prices of the other by meter
   */
  @Nullable String whyPreferred(String source, String model, Figures other) {
    return preferred.stream()
        .filter(rule -> rule.isOf(source, model, other))
        .map(Rule::why)
        .findFirst()
        .orElse(null);
  }

  /** The date of a change that the table shows without a date, null if it is not known. */
  @Nullable Since since(String source, String model) {
    return days.stream()
        .filter(day -> day.source().equals(source) && day.model().test(model))
        .findFirst()
        .orElse(null);
  }

  /** What is known about prices of that model that tables leave out. */
  List<Silent> silences(String model) {
    return silences.stream().filter(silent -> silent.takes().test(model)).toList();
  }

  /** What the recipe adds to the generated card of that model. */
  List<Addition> additions(String model) {
    return additions.stream().filter(addition -> addition.takes().test(model)).toList();
  }

  /** Providers whose cards apply here too, if there is no card of this provider's own. */
  List<JsonValue> likes() {
    return items("like").toList();
  }

  /** Cards that are used as they are. */
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

  /** A value of such a tree that is one string or a list of strings, as a list. */
  static List<String> texts(@Nullable Object value) {
    return value instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of(String.valueOf(value));
  }
}
