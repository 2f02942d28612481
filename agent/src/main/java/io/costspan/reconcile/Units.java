package io.costspan.reconcile;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Units in which clouds sell, such as {@code 1K tokens}, {@code 1M} or {@code 100 Images}. */
final class Units {
  private static final Pattern UNIT =
      Pattern.compile(
          "([\\d,]*)\\s*(k|m|b|thousand|million)?(?:[\\s_]+.*)?", Pattern.CASE_INSENSITIVE);

  private static final Pattern WORD = Pattern.compile("[a-z][a-z ]*", Pattern.CASE_INSENSITIVE);

  private Units() {}

  /** How many single units one of this unit is; null if its name does not tell. */
  static @Nullable BigDecimal size(@Nullable String unit) {
    if (unit == null || WORD.matcher(unit).matches()) {
      return BigDecimal.ONE;
    }
    Matcher parts = UNIT.matcher(unit.strip());
    if (!parts.matches()) {
      return null;
    }
    String number = parts.group(1).replace(",", "");
    BigDecimal size = number.isEmpty() ? BigDecimal.ONE : new BigDecimal(number);
    return size.scaleByPowerOfTen(power(parts.group(2)));
  }

  private static int power(@Nullable String prefix) {
    return switch (prefix == null ? "" : prefix.toLowerCase(Locale.ROOT)) {
      case "k", "thousand" -> 3;
      case "m", "million" -> 6;
      case "b" -> 9;
      default -> 0;
    };
  }
}
