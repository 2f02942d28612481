package io.costspan.usage;

import io.costspan.json.JsonValue;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the length of each single text counts.
 *
 * @param step blocks of so many characters count in full once they are begun
 * @param least characters that a text counts as at least
 */
record Measure(long step, long least) {
  static final List<String> WORDS = List.of("step", "least");
  static final Measure EXACT = new Measure(1, 0);

  /** Reads these words of a value. */
  static Measure parse(JsonValue value) {
    return new Measure(positive(value.get("step"), 1), positive(value.get("least"), 0));
  }

  private static long positive(@Nullable JsonValue number, long otherwise) {
    if (number == null) {
      return otherwise;
    }
    if (number.decimal().signum() <= 0 || number.decimal().stripTrailingZeros().scale() > 0) {
      throw number.error("\"" + number + "\" should be a whole number of characters");
    }
    return number.decimal().longValue();
  }

  BigDecimal of(long codePoints) {
    long blocks = codePoints / step + (codePoints % step == 0 ? 0 : 1);
    return BigDecimal.valueOf(Math.max(blocks * step, least));
  }
}
