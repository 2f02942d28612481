package io.costspan.importer;

import io.costspan.importer.ImportReport.Reason;
import io.costspan.json.JsonValue;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * LiteLLM's price map: one object per model with one flat key per meter and modifier, in dollars
 * per single unit.
 */
final class LitellmPrices extends PublicTable {
  static final String NAME = "litellm";
  private static final String TIERS = "tiered_pricing";
  private static final String OWN_ENTRY = "provider_specific_entry";

  /** A figure with fewer digits is exact rather than rounded. */
  private static final int MIN_DIGITS = 4;

  private final Map<String, JsonValue> rows;

  LitellmPrices(JsonValue root, LocalDate date, ImportReport report) {
    super(NAME, date, report);
    this.rows = root.members();
    rows.forEach(
        (id, row) -> {
          if (provider(row) == null) {
            report.add(Reason.NOT_EXPRESSED, "row without litellm_provider", id);
          }
        });
  }

  private static @Nullable String provider(JsonValue row) {
    JsonValue provider = row.isObject() ? row.get("litellm_provider") : null;
    return provider != null && provider.isText() ? provider.text() : null;
  }

  @Override
  Set<String> providers() {
    Set<String> providers = new TreeSet<>();
    rows.values().forEach(row -> Stream.ofNullable(provider(row)).forEach(providers::add));
    return providers;
  }

  @Override
  List<String> providers(Recipe recipe) {
    return recipe.litellm();
  }

  @Override
  SortedMap<String, Draft> drafts(Recipe recipe) {
    SortedMap<String, Draft> drafts = new TreeMap<>();
    rows.forEach(
        (id, row) -> {
          String provider = provider(row);
          if (provider != null && recipe.litellm().contains(provider)) {
            addRow(id, () -> add(id, row, recipe, drafts));
          }
        });
    return drafts;
  }

  private void add(String id, JsonValue row, Recipe recipe, SortedMap<String, Draft> drafts) {
    String name = recipe.withoutPrefix(id.toLowerCase(Locale.ROOT));
    Draft draft = draft(id, name, row, recipe);
    if (!isUsable(id, name, draft, recipe)) {
      return;
    }
    Draft other = drafts.putIfAbsent(name, draft);
    if (other != null && !other.toString().equals(draft.toString())) {
      report.add(Reason.SAME_NAME, "another row for the same model has other prices", id);
    }
  }

  private Draft draft(String id, String model, JsonValue row, Recipe recipe) {
    Draft draft = new Draft();
    String mode = row.get("mode") == null ? "" : row.need("mode").scalar();
    row.members()
        .forEach(
            (name, value) -> {
              String why = recipe.whyIgnored(NAME, model, name, key -> figure(row, key));
              if (LitellmKeys.FACTS.test(name)) {
                return;
              }
              if (why != null) {
                report.add(Reason.LEFT_OUT, why, id + " " + name);
              } else if (!add(name, value, mode, draft)) {
                report.add(Reason.NOT_EXPRESSED, name, id);
              }
            });
    draft.removeRedundant();
    Tiers.foldIntoFactors(draft);
    addFactors(row, draft, id);
    return draft;
  }

  private static @Nullable BigDecimal figure(JsonValue row, String key) {
    JsonValue figure = row.get(key);
    return figure != null && figure.isNumber() ? figure.decimal() : null;
  }

  /** Whether the member could be expressed as a line of a card. */
  private static boolean add(String name, JsonValue value, String mode, Draft draft) {
    if (name.equals(TIERS)) {
      return addTiers(value, mode, draft);
    }
    LineKey key = LitellmKeys.key(name, mode);
    if (key == null || !value.isNumber()) {
      return false;
    }
    if (!name.equals(LitellmKeys.CACHE_HIT) || draft.get(key) == null) {
      draft.put(key, price(value, key));
    }
    return true;
  }

  /**
   * The price for the number of units that price lists use. A price per minute that the table
   * converted to seconds and rounded has no further significant digits.
   */
  private static BigDecimal price(JsonValue value, LineKey key) {
    BigDecimal single = value.decimal();
    MathContext digits = new MathContext(Math.max(MIN_DIGITS, single.precision()));
    return single.multiply(Units.of(key.meter())).round(digits);
  }

  /** Adds prices by the length of the whole input; the first range starts at 0. */
  private static boolean addTiers(JsonValue tiers, String mode, Draft draft) {
    boolean all = true;
    for (JsonValue tier : tiers.items()) {
      JsonValue range = tier.get("range");
      if (range == null) {
        return false;
      }
      String start = Draft.plain(range.items().get(0).decimal()).toPlainString();
      for (Map.Entry<String, JsonValue> member : tier.members().entrySet()) {
        LineKey key = LitellmKeys.key(member.getKey(), mode);
        if (key != null) {
          LineKey line = start.equals("0") ? key : key.with("context", ">" + start);
          draft.put(line, price(member.getValue(), key));
        } else {
          all &= member.getKey().equals("range");
        }
      }
    }
    return all;
  }

  /** Adds the multipliers by region, which are the same for eu and us in all rows. */
  private void addFactors(JsonValue row, Draft draft, String id) {
    factor(row.get("regional_processing_uplift_multiplier_eu"), "geo", List.of("eu", "us"), draft);
    JsonValue own = row.get(OWN_ENTRY);
    if (own != null && own.isObject()) {
      factor(own.get("us"), "inference_geo", List.of("us"), draft);
      factor(own.get("fast"), "speed", List.of("fast"), draft);
      own.members().keySet().stream()
          .filter(LitellmKeys.FACTS.or(List.of("us", "fast")::contains).negate())
          .forEach(word -> report.add(Reason.NOT_EXPRESSED, OWN_ENTRY + "." + word, id));
    }
  }

  private static void factor(
      @Nullable JsonValue by, String word, List<String> values, Draft draft) {
    if (by != null) {
      draft.factors.add(new Draft.FactorLine(Draft.plain(by.decimal()), word, values));
    }
  }
}
