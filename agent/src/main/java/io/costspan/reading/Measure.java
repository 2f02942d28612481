package io.costspan.reading;

import io.costspan.json.JsonValue;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the length of each single text counts.
 *
 * @param step blocks of so many characters count in full once they are begun
 * @param least characters that a text counts as at least
 * @param utf16 whether characters beyond the first 65,536, such as emoji, count as two
 */
record Measure(long step, long least, boolean utf16) {
  static final List<String> WORDS = List.of("step", "least", "unit");
  static final Measure EXACT = new Measure(1, 0, false);

  private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000_000);

  private static final String UTF16 = "utf-16";

  /** Reads these words of a value. */
  static Measure parse(JsonValue value) {
    return new Measure(
        positive(value.get("step"), 1), positive(value.get("least"), 0), utf16(value.get("unit")));
  }

  private static long positive(@Nullable JsonValue number, long otherwise) {
    if (number == null) {
      return otherwise;
    }
    BigDecimal count = number.decimal();
    if (count.signum() <= 0
        || count.compareTo(MOST) > 0
        || count.stripTrailingZeros().scale() > 0) {
      throw number.error("\"" + number + "\" should be a whole number of characters");
    }
    return count.longValue();
  }

  private static boolean utf16(@Nullable JsonValue unit) {
    if (unit != null && !unit.scalar().equals(UTF16)) {
      throw unit.error("\"unit\" can only be \"" + UTF16 + "\"; correct or remove it");
    }
    return unit != null;
  }

  BigDecimal of(String text) {
    return of(text.codePointCount(0, text.length()), text.length());
  }

  BigDecimal of(long codePoints, long utf16Units) {
    long length = utf16 ? utf16Units : codePoints;
    long blocks = length / step + (length % step == 0 ? 0 : 1);
    return BigDecimal.valueOf(Math.max(blocks * step, least));
  }
}
