package io.costspan.cli.books;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers for people. */
final class Shown {
  private static final int DECIMALS = 6;
  private static final MathContext OF_TINY = new MathContext(2, RoundingMode.HALF_EVEN);

  private Shown() {}

  /** At most six decimals, unless nothing but zeros would be left. */
  static String number(BigDecimal number) {
    BigDecimal rounded =
        number.scale() > DECIMALS ? number.setScale(DECIMALS, RoundingMode.HALF_EVEN) : number;
    BigDecimal shown = rounded.signum() == 0 ? number.round(OF_TINY) : rounded;
    return shown.signum() == 0 ? "0" : shown.stripTrailingZeros().toPlainString();
  }
}
