package io.costspan.importer;

import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** For how many units of a meter the rates of drafts are: as many as price lists speak of. */
final class Units {
  private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);
  private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);

  /** Those for which cards have to say it. */
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

  /** What the price of a single unit is multiplied by. */
  static BigDecimal of(String meter) {
    return meter.endsWith("_tokens") ? MILLION : PER_RATE.getOrDefault(meter, BigDecimal.ONE);
  }

  /** The same for a card's {@code per}; null where a card's default says it. */
  static @Nullable String per(String meter) {
    BigDecimal units = PER_RATE.get(meter);
    return units == null ? null : units.toPlainString();
  }
}
