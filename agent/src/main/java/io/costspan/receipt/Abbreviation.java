package io.costspan.receipt;

import io.costspan.usage.UsageMeter;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Quantities in abbreviated form, for people. */
final class Abbreviation {
  private static final BigDecimal EXACT_BELOW = BigDecimal.valueOf(10_000);

  private Abbreviation() {}

  /** Such as {@code 34.2k in} or {@code 1 image}. */
  static String quantity(UsageMeter meter, BigDecimal count) {
    String name = meter(meter);
    boolean one = count.compareTo(BigDecimal.ONE) == 0 && name.endsWith("s");
    return number(count) + " " + (one ? name.substring(0, name.length() - 1) : name);
  }

  /** Exact below ten thousand, above that with one decimal place and a unit prefix. */
  private static String number(BigDecimal count) {
    String[] prefixes = {"", "k", "M", "G", "T"};
    int thousands = 0;
    BigDecimal scaled = count;
    while (scaled.compareTo(EXACT_BELOW) >= 0 && thousands < prefixes.length - 1) {
      scaled = scaled.movePointLeft(3);
      thousands++;
    }
    int decimals = thousands == 0 ? 3 : 1;
    BigDecimal rounded = scaled.setScale(decimals, RoundingMode.HALF_UP).stripTrailingZeros();
    return rounded.toPlainString() + prefixes[thousands];
  }

  private static String meter(UsageMeter meter) {
    return switch (meter) {
      case INPUT_TOKENS -> "in";
      case CACHED_INPUT_TOKENS -> "cached";
      case CACHE_WRITE_TOKENS -> "cache write";
      case OUTPUT_TOKENS -> "out";
      default -> meter.wireName().replace('_', ' ');
    };
  }
}
