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
import org.jspecify.annotations.Nullable;

/**
 * The {@code api.json} of models.dev: providers with models by id, each with dollars per million
 * tokens, in tiers by the length of the input. Unknown values are absent.
 */
final class ModelsDevPrices extends PublicTable {
  static final String NAME = "models.dev";

  private static final String TIERS = "tiers";

  /** The older form of a tier, which repeats one of {@code tiers} if there are any. */
  private static final String OVER_200K = "context_over_200k";

  private static final BigDecimal LIMIT_200K = BigDecimal.valueOf(200_000);

  private static final Map<String, LineKey> KEYS =
      Map.of(
          "input", LineKey.of("input_tokens"),
          "output", LineKey.of("output_tokens"),
          "cache_read", LineKey.of("cached_input_tokens"),
          "cache_write", LineKey.of("cache_write_tokens"),
          "reasoning", LineKey.of("output_tokens", "kind", "reasoning"),
          "input_audio", LineKey.of("input_tokens", "modality", "audio"),
          "output_audio", LineKey.of("output_tokens", "modality", "audio"));

  private final Map<String, JsonValue> providers;

  ModelsDevPrices(JsonValue root, LocalDate date, ImportReport report) {
    super(NAME, date, report);
    this.providers = root.members();
  }

  @Override
  Set<String> providers() {
    return new TreeSet<>(providers.keySet());
  }

  @Override
  List<String> providers(Recipe recipe) {
    return recipe.modelsDev();
  }

  @Override
  SortedMap<String, Draft> drafts(Recipe recipe) {
    SortedMap<String, Draft> drafts = new TreeMap<>();
    for (String name : recipe.modelsDev()) {
      JsonValue provider = providers.get(name);
      if (provider != null) {
        provider
            .need("models")
            .members()
            .forEach(
                (id, model) -> addRow(name + "/" + id, () -> add(name, id, model, recipe, drafts)));
      }
    }
    return drafts;
  }

  private void add(
      String provider, String id, JsonValue model, Recipe recipe, SortedMap<String, Draft> drafts) {
    String row = provider + "/" + id;
    String name = recipe.withoutPrefix(id.toLowerCase(Locale.ROOT));
    Draft draft = new Draft();
    JsonValue cost = model.get("cost");
    if (cost != null) {
      cost.members().forEach((key, price) -> add(key, price, cost, draft, row));
    }
    if (isUsable(row, name, draft, recipe) && drafts.putIfAbsent(name, draft) != null) {
      report.add(Reason.SAME_NAME, "another row for the same model", row);
    }
  }

  private void add(String key, JsonValue price, JsonValue cost, Draft draft, String row) {
    if (key.equals(TIERS)) {
      price.items().forEach(tier -> addTier(tier, draft, row));
    } else if (key.equals(OVER_200K)) {
      if (cost.get(TIERS) == null) {
        addRates(price, LIMIT_200K, draft, row);
      }
    } else {
      put(key, price, null, draft, row);
    }
  }

  private void addTier(JsonValue tier, Draft draft, String row) {
    JsonValue bound = tier.need("tier");
    if ("context".equals(bound.textOf("type"))) {
      addRates(tier, bound.need("size").decimal(), draft, row);
    } else {
      report.add(Reason.NOT_EXPRESSED, "cost.tiers by " + bound.textOf("type"), row);
    }
  }

  private void addRates(JsonValue rates, BigDecimal limit, Draft draft, String row) {
    rates
        .members()
        .forEach(
            (key, price) -> {
              if (!key.equals("tier")) {
                put(key, price, limit, draft, row);
              }
            });
  }

  private void put(
      String key, JsonValue price, @Nullable BigDecimal limit, Draft draft, String row) {
    LineKey line = KEYS.get(key);
    if (line == null) {
      report.add(Reason.NOT_EXPRESSED, "cost." + key, row);
    } else {
      draft.put(limit == null ? line : line.above(limit), price.decimal());
    }
  }
}
