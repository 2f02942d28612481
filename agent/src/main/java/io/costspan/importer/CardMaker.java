package io.costspan.importer;

import io.costspan.json.JsonValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns drafts of models into cards: names of the same product share a card. */
final class CardMaker {
  private static final Silent PLAIN_WRITE =
      new Silent(model -> true, LineKey.of("cache_write_tokens"), BigDecimal.ONE);

  /** {@code us-gov-west-1/model}: a price for one region. */
  private static final Pattern REGIONAL = Pattern.compile("([a-z]{2}(?:-gov)?-[a-z]+-\\d)/(.+)");

  private final String idPrefix;
  private final String provider;
  private final Recipe recipe;

  /**
   * @param idPrefix the prefix of ids, before the provider
   */
  CardMaker(String idPrefix, String provider, Recipe recipe) {
    this.idPrefix = idPrefix;
    this.provider = provider;
    this.recipe = recipe;
  }

  static boolean isRegional(String name) {
    return REGIONAL.matcher(name).matches();
  }

  /** One product: its names, and its prices over time. */
  record Product(String stem, Set<String> names, List<Draft> drafts, List<Addition> additions) {

    /** Unique within the provider, because a name belongs to only one product. */
    String id() {
      return names.contains(stem)
          ? stem
          : names.stream()
              .filter(name -> !name.endsWith("*"))
              .min(Comparator.comparing(String::length))
              .orElse(stem);
    }
  }

  List<Map<String, Object>> cards(Product product) {
    List<Map<String, Object>> cards = new ArrayList<>();
    for (Draft draft : product.drafts()) {
      cards.add(card(product, draft));
    }
    return cards;
  }

  private Map<String, Object> card(Product product, Draft draft) {
    Map<String, Object> card = new LinkedHashMap<>();
    String suffix = draft.from == null ? "" : "@" + draft.from;
    card.put("id", idPrefix + provider + "/" + product.id() + suffix);
    card.put("provider", provider);
    card.put("model", product.names().stream().map(CardMaker::withoutRegion).toList());
    Matcher regional = REGIONAL.matcher(product.stem());
    if (regional.matches()) {
      card.put("when", Map.of("region", regional.group(1)));
    }
    putIfKnown(card, "from", draft.from);
    putIfKnown(card, "until", draft.until);
    card.put("price", lines(product, draft));
    List<Object> times = times(product, draft);
    if (!times.isEmpty()) {
      card.put("times", times);
    }
    product.additions().forEach(addition -> putIfKnown(card, "like", addition.like()));
    Origin origin = draft.origin();
    card.put("source", origin.source());
    card.put("checked", origin.checked().toString());
    card.put("confidence", origin.confidence());
    putIfKnown(card, "note", note(origin, product));
    return card;
  }

  private static @Nullable String note(Origin origin, Product product) {
    String notes =
        Stream.concat(
                Stream.ofNullable(origin.note()),
                product.additions().stream()
                    .flatMap(addition -> Stream.ofNullable(addition.note())))
            .collect(Collectors.joining("; "));
    return notes.isEmpty() ? null : notes;
  }

  private static String withoutRegion(String name) {
    return REGIONAL.matcher(name).replaceFirst("$2");
  }

  private static void putIfKnown(Map<String, Object> card, String word, @Nullable Object value) {
    if (value != null) {
      card.put(word, value.toString());
    }
  }

  private List<Object> lines(Product product, Draft draft) {
    Map<String, Map<String, Object>> lines = new LinkedHashMap<>();
    for (Addition addition : product.additions()) {
      addition.price().forEach(line -> lines.put("added " + lines.size(), Recipe.map(line)));
    }
    filledIn(product, draft)
        .forEach((key, rate) -> merge(lines, rate + " " + key.when() + per(key), key, rate));
    return List.copyOf(lines.values());
  }

  /**
   * Adds the prices that tables leave out, as far as the recipe knows them; a cache write that
   * nobody mentions costs as much as input.
   */
  private SortedMap<LineKey, BigDecimal> filledIn(Product product, Draft draft) {
    SortedMap<LineKey, BigDecimal> rates = new TreeMap<>(draft.rates);
    if (draft.get(LineKey.of("input_tokens")) != null) {
      if (draft.knows("output_tokens")) {
        recipe.silences(product.id()).forEach(silent -> silent.fillIn(rates));
      }
      PLAIN_WRITE.fillIn(rates);
    }
    return rates;
  }

  private static String per(LineKey key) {
    return String.valueOf(Units.per(key.meter()));
  }

  /** Meters with the same rate under the same condition share a line. */
  private void merge(
      Map<String, Map<String, Object>> lines, String same, LineKey key, BigDecimal rate) {
    Map<String, Object> line = lines.computeIfAbsent(same, missing -> line(key, rate));
    List<String> meters = new ArrayList<>(Recipe.texts(line.get("meter")));
    if (!meters.contains(key.meter())) {
      meters.add(key.meter());
      line.put("meter", meters);
    }
  }

  private Map<String, Object> line(LineKey key, BigDecimal rate) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("meter", key.meter());
    line.put("rate", rate.toPlainString());
    putIfKnown(line, "per", Units.per(key.meter()));
    if (!key.when().isEmpty()) {
      line.put("when", conditions(key));
    }
    return line;
  }

  private Map<String, String> conditions(LineKey key) {
    SortedMap<String, String> conditions = new TreeMap<>(key.when());
    if (recipe.isLimitInclusive()) {
      conditions.computeIfPresent("context", (word, bound) -> bound.replace(">", ">="));
    }
    if (recipe.isThinkingAMode() && conditions.remove("kind", "reasoning")) {
      conditions.put("thinking", "true");
    }
    return conditions;
  }

  private List<Object> times(Product product, Draft draft) {
    List<Object> times = new ArrayList<>();
    draft.factors.forEach(factor -> times.add(factor(factor)));
    for (Addition addition : product.additions()) {
      addition.times().stream()
          .filter(line -> !isKnown(line, draft))
          .forEach(line -> times.add(Recipe.map(line)));
    }
    return times;
  }

  private static Map<String, Object> factor(Draft.FactorLine factor) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("by", factor.by().toPlainString());
    line.put("when", Map.of(factor.word(), factor.values()));
    line.put("on", "*_tokens");
    return line;
  }

  /** Whether a source already states the price of a service tier. */
  private static boolean isKnown(JsonValue line, Draft draft) {
    JsonValue when = line.get("when");
    JsonValue tier = when == null || line.get("by") == null ? null : when.get("service_tier");
    return tier != null
        && tier.texts().stream()
            .anyMatch(
                name ->
                    draft.hasFactor("service_tier", name)
                        || draft.hasCondition("service_tier", name));
  }
}
