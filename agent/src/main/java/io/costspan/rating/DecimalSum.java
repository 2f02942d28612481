package io.costspan.rating;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A sum of amounts or quantities, the same as with {@link BigDecimal#add} to the last digit. Adds
 * in a long while the digits are certain to fit, because each {@link BigDecimal} is an object. Not
 * safe to use from several threads.
 */
public final class DecimalSum {
  private long digits;
  private int scale;
  private boolean begun;

  /** The sum once it does not fit; null before. */
  private @Nullable BigDecimal large;

  /** Adds a number. */
  public void add(BigDecimal number) {
    if (large != null || !addDigits(number)) {
      BigDecimal known = large == null ? begun ? value() : null : large;
      large = known == null ? number : known.add(number);
    }
    begun = true;
  }

  /** Returns false, without any effect, if the digits may not fit. */
  private boolean addDigits(BigDecimal number) {
    int before = begun ? scale : number.scale();
    int after = Math.max(before, number.scale());
    if (!Decimals.isShort(number)) {
      return false;
    }
    long more = Decimals.digits(number);
    if (!Decimals.fits(digits, after - before) || !Decimals.fits(more, after - number.scale())) {
      return false;
    }
    digits =
        Decimals.shifted(digits, after - before) + Decimals.shifted(more, after - number.scale());
    scale = after;
    return true;
  }

  /** The sum so far. */
  public BigDecimal value() {
    return large == null ? BigDecimal.valueOf(digits, scale) : large;
  }
}
