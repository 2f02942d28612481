package io.costspan.rating;

import java.math.BigDecimal;
import java.util.List;

/**
 * Exact arithmetic whose results have neither trailing zeros nor exponents. Uses longs while the
 * digits are certain to fit, because every step with a {@link BigDecimal} allocates an object.
 */
final class Decimals {
  private static final int LONG_DIGITS = 18;

  /** Leaves room for a sum of a thousand summands. */
  private static final int SUMMAND_DIGITS = 15;

  private static final long[] POWERS_OF_TEN = new long[LONG_DIGITS + 1];

  static {
    POWERS_OF_TEN[0] = 1;
    for (int i = 1; i < POWERS_OF_TEN.length; i++) {
      POWERS_OF_TEN[i] = POWERS_OF_TEN[i - 1] * 10;
    }
  }

  private static final BigDecimal LARGEST_LONG = BigDecimal.valueOf(Long.MAX_VALUE);

  private Decimals() {}

  /**
   * A sum that saturates at the largest long instead of overflowing; uses the integer part of the
   * count.
   */
  static long plus(long sum, BigDecimal count) {
    long whole = count.min(LARGEST_LONG).longValue();
    return sum > Long.MAX_VALUE - whole ? Long.MAX_VALUE : sum + whole;
  }

  static BigDecimal product(BigDecimal a, BigDecimal b, BigDecimal c) {
    return a.precision() + b.precision() + c.precision() <= LONG_DIGITS
        ? plain(digits(a) * digits(b) * digits(c), a.scale() + b.scale() + c.scale())
        : plain(a.multiply(b).multiply(c));
  }

  static BigDecimal sumOfAmounts(List<ChargeLine> lines) {
    if (lines.size() == 1) {
      return lines.get(0).amount();
    }
    int scale = 0;
    for (int i = 0; i < lines.size(); i++) {
      scale = Math.max(scale, lines.get(i).amount().scale());
    }
    long sum = 0;
    for (int i = 0; i < lines.size(); i++) {
      BigDecimal amount = lines.get(i).amount();
      int shift = scale - amount.scale();
      if (amount.precision() + shift > SUMMAND_DIGITS) {
        return bigSumOfAmounts(lines);
      }
      sum += digits(amount) * POWERS_OF_TEN[shift];
    }
    return plain(sum, scale);
  }

  private static BigDecimal bigSumOfAmounts(List<ChargeLine> lines) {
    BigDecimal sum = BigDecimal.ZERO;
    for (ChargeLine line : lines) {
      sum = sum.add(line.amount());
    }
    return plain(sum);
  }

  /** The value without trailing zeros and exponent; the value itself if it has none. */
  static BigDecimal plain(BigDecimal value) {
    if (value.scale() == 0) {
      return value;
    }
    BigDecimal stripped = value.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  private static BigDecimal plain(long digits, int scale) {
    long left = digits;
    int behindPoint = scale;
    while (behindPoint > 0 && left % 10 == 0) {
      left /= 10;
      behindPoint--;
    }
    BigDecimal value = BigDecimal.valueOf(left, behindPoint);
    return behindPoint < 0 ? value.setScale(0) : value;
  }

  /** Writes a number without exponent, and without a text of its own if it is short. */
  static void write(BigDecimal value, StringBuilder text) {
    int scale = value.scale();
    if (scale < 0 || scale > LONG_DIGITS || value.signum() < 0 || !isShort(value)) {
      text.append(value.toPlainString());
      return;
    }
    long digits = digits(value);
    text.append(digits / POWERS_OF_TEN[scale]);
    if (scale > 0) {
      text.append('.');
    }
    for (int place = scale - 1; place >= 0; place--) {
      text.append((char) ('0' + digits / POWERS_OF_TEN[place] % 10));
    }
  }

  /** Whether a number has at most {@link #LONG_DIGITS} digits. */
  static boolean isShort(BigDecimal value) {
    return value.precision() <= LONG_DIGITS;
  }

  /** Whether digits still have at most {@link #LONG_DIGITS} digits once they are shifted. */
  static boolean fits(long digits, int shift) {
    return shift >= 0
        && shift <= LONG_DIGITS
        && Math.abs(digits) < POWERS_OF_TEN[LONG_DIGITS - shift];
  }

  static long shifted(long digits, int shift) {
    return digits * POWERS_OF_TEN[shift];
  }

  /** The unscaled value of a number with at most {@link #LONG_DIGITS} digits. */
  static long digits(BigDecimal value) {
    int scale = value.scale();
    return scale == 0 ? value.longValue() : value.scaleByPowerOfTen(scale).longValue();
  }
}
