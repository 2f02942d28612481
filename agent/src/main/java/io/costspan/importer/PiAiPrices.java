package io.costspan.importer;

import io.costspan.importer.ImportReport.Reason;
import io.costspan.json.JsonValue;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The model list of the npm package pi-ai: a row per provider, API and model, with dollars per
 * million tokens, chat models only. A price of 0 for cached tokens means that it was not stated.
 */
final class PiAiPrices extends PublicTable {
  static final String NAME = "pi-ai";

  private static final Map<String, LineKey> KEYS =
      Map.of(
          "input", LineKey.of("input_tokens"),
          "output", LineKey.of("output_tokens"),
          "cacheRead", LineKey.of("cached_input_tokens"),
          "cacheWrite", LineKey.of("cache_write_tokens"));

  /** Keys that describe a model and are not prices. */
  private static final Predicate<String> FACTS =
      Globs.of(List.of("provider", "api", "id", "baseUrl", "cost", "name"));

  private final List<JsonValue> rows;

  PiAiPrices(JsonValue root, LocalDate date, ImportReport report) {
    super(NAME, date, report);
    this.rows = root.items();
  }

  @Override
  Set<String> providers() {
    Set<String> providers = new TreeSet<>();
    rows.forEach(row -> Stream.ofNullable(row.textOf("provider")).forEach(providers::add));
    return providers;
  }

  @Override
  List<String> providers(Recipe recipe) {
    return recipe.piAi();
  }

  @Override
  SortedMap<String, Draft> drafts(Recipe recipe) {
    SortedMap<String, Draft> drafts = new TreeMap<>();
    for (JsonValue row : rows) {
      String provider = row.textOf("provider");
      if (provider != null && recipe.piAi().contains(provider)) {
        String id = row.need("id").text();
        addRow(id, () -> add(id, row, recipe, drafts));
      }
    }
    return drafts;
  }

  private void add(String id, JsonValue row, Recipe recipe, SortedMap<String, Draft> drafts) {
    String name = recipe.withoutPrefix(id.toLowerCase(Locale.ROOT));
    reportUnknown(row, FACTS, id);
    Draft draft =
        draft(
            row.need("cost"), id, key -> recipe.whyIgnored(NAME, name, key, figures(row)) == null);
    if (isUsable(id, name, draft, recipe)) {
      drafts.merge(name, draft, (one, other) -> fuller(one, other, id));
    }
  }

  /** A model may be listed under several APIs, one of which bills only its input. */
  private Draft fuller(Draft one, Draft other, String id) {
    if (one.toString().equals(other.toString())) {
      return one;
    }
    report.add(Reason.SAME_NAME, "another row for the same model has other prices", id);
    return other.rates.size() > one.rates.size() ? other : one;
  }

  private static Recipe.Figures figures(JsonValue row) {
    return key -> {
      JsonValue figure = row.need("cost").get(key);
      return figure != null && figure.isNumber() ? figure.decimal() : null;
    };
  }

  private Draft draft(JsonValue cost, String id, Predicate<String> believed) {
    Draft draft = new Draft();
    for (Map.Entry<String, JsonValue> price : cost.members().entrySet()) {
      LineKey key = KEYS.get(price.getKey());
      if (!believed.test(price.getKey())) {
        continue;
      }
      if (key != null) {
        put(key, price.getValue(), id, draft);
      } else if (price.getKey().equals("tiers")) {
        price.getValue().items().forEach(tier -> addTier(tier, draft, id));
      } else {
        report.add(Reason.NOT_EXPRESSED, "cost." + price.getKey(), id);
      }
    }
    return draft;
  }

  private void addTier(JsonValue tier, Draft draft, String id) {
    BigDecimal limit = tier.need("inputTokensAbove").decimal();
    for (Map.Entry<String, JsonValue> price : tier.members().entrySet()) {
      LineKey key = KEYS.get(price.getKey());
      if (key != null) {
        put(key.above(limit), price.getValue(), id, draft);
      } else if (!price.getKey().equals("inputTokensAbove")) {
        report.add(Reason.NOT_EXPRESSED, "cost.tiers." + price.getKey(), id);
      }
    }
  }

  private static void put(LineKey key, JsonValue price, String id, Draft draft) {
    boolean told = price.decimal().signum() > 0 || key.meter().equals("input_tokens") || isFree(id);
    if (told) {
      draft.put(key, price.decimal());
    }
  }
}
