package io.costspan.ratecard;

import java.math.BigDecimal;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/**
 * One step of a graduated rate.
 *
 * @param upTo units of the meter at which the band ends, null for the last one
 * @param rate price of {@code per} units in the card's currency, never negative
 * @param unit exact price of one unit, null if it has too many digits to be worth keeping, as with
 *     1 per 3
 */
public record Band(@Nullable BigDecimal upTo, BigDecimal rate, @Nullable BigDecimal unit) {
  static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

  static Band of(@Nullable BigDecimal upTo, BigDecimal rate, BigDecimal per) {
    return new Band(upTo, rate, unit(rate, per));
  }

  private static @Nullable BigDecimal unit(BigDecimal rate, BigDecimal per) {
    if (per.equals(MILLION)) {
      return rate.movePointLeft(6);
    }
    if (per.equals(BigDecimal.ONE)) {
      return rate;
    }
    BigDecimal unit = rate.divide(per, MathContext.DECIMAL64);
    return unit.multiply(per).compareTo(rate) == 0 ? unit : null;
  }
}
