package io.costspan.importer;

import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The number of units of a meter for which the rates of drafts are given: the number that price
 * lists use.
 */
final class Units {
  private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);
  private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);

  /** The meters for which cards have to state it. */
  private static final Map<String, BigDecimal> PER_RATE =
      Map.of(
          "characters", MILLION,
          "requests", THOUSAND,
          "queries", THOUSAND,
          "search_units", THOUSAND,
          "pages", THOUSAND,
          "tool_calls", THOUSAND,
          "audio_seconds", BigDecimal.valueOf(60));

  private Units() {}

  /** The factor by which the price of a single unit is multiplied. */
  static BigDecimal of(String meter) {
    return meter.endsWith("_tokens") ? MILLION : PER_RATE.getOrDefault(meter, BigDecimal.ONE);
  }

  /** The same number for a card's {@code per}; null if the default of cards applies. */
  static @Nullable String per(String meter) {
    BigDecimal units = PER_RATE.get(meter);
    return units == null ? null : units.toPlainString();
  }
}
