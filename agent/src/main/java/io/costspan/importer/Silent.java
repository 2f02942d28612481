package io.costspan.importer;

import io.costspan.json.JsonValue;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The price of a meter that the tables leave out, as a multiple of the price of input.
 *
 * @param key the line that is missing
 * @param costs null if nobody knows, which is worth recording as well
 */
record Silent(Predicate<String> takes, LineKey key, @Nullable BigDecimal costs) {
  private static final Set<String> WORDS =
      new TreeSet<>(Set.of("model", "except", "meter", "when", "costs", "why"));

  static Silent read(JsonValue json) {
    json.allow(WORDS);
    json.need("why").text();
    LineKey key = LineKey.of(json.need("meter").text());
    JsonValue when = json.get("when");
    if (when != null) {
      for (Map.Entry<String, JsonValue> word : when.members().entrySet()) {
        key = key.with(word.getKey(), word.getValue().text());
      }
    }
    Predicate<String> takes = Globs.of(json.textsOf("model"));
    JsonValue except = json.get("except");
    return new Silent(
        except == null ? takes : takes.and(Globs.of(except.texts()).negate()),
        key,
        costs(json.need("costs")));
  }

  private static @Nullable BigDecimal costs(JsonValue costs) {
    return switch (costs.text()) {
      case "unknown" -> null;
      case "full" -> BigDecimal.ONE;
      default -> costs.decimal();
    };
  }

  /** Adds the missing lines, one for each price of input. */
  void fillIn(Map<LineKey, BigDecimal> rates) {
    boolean told =
        key.when().isEmpty()
            ? rates.keySet().stream().anyMatch(line -> line.meter().equals(key.meter()))
            : rates.containsKey(key);
    if (told || costs == null) {
      return;
    }
    new TreeMap<>(rates)
        .forEach(
            (line, rate) -> {
              if (line.meter().equals("input_tokens")) {
                TreeMap<String, String> when = new TreeMap<>(line.when());
                when.putAll(key.when());
                rates.put(new LineKey(key.meter(), when), Draft.plain(rate.multiply(costs)));
              }
            });
  }
}
