package io.costspan.cells;

import io.costspan.json.JsonException;
import io.costspan.json.JsonValue;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the length of each single text is counted: in blocks that count in full once they are begun.
 *
 * @param first the number of characters of the first block
 * @param next the number of characters of each further block
 */
public record Measure(long first, long next) {
  public static final String STEP = "step";
  public static final Measure EXACT = new Measure(1, 1);

  private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000_000);

  /** Reads {@code 1000} or {@code [300, 100]}; null counts each character. */
  public static Measure parse(@Nullable JsonValue step) {
    if (step == null) {
      return EXACT;
    }
    List<JsonValue> blocks = step.isArray() ? step.items() : List.of(step, step);
    if (blocks.size() != 2) {
      throw refused(step);
    }
    return new Measure(positive(blocks.get(0)), positive(blocks.get(1)));
  }

  private static long positive(JsonValue number) {
    BigDecimal count = number.decimal();
    if (count.signum() <= 0
        || count.compareTo(MOST) > 0
        || count.stripTrailingZeros().scale() > 0) {
      throw refused(number);
    }
    return count.longValue();
  }

  private static JsonException refused(JsonValue step) {
    return step.error(
        "\""
            + step
            + "\" should be a whole number of characters, or two: of the first block and"
            + " of each further one");
  }

  public BigDecimal of(String text, Merge merge) {
    return of(merge == Merge.UTF16 ? text.length() : text.codePointCount(0, text.length()));
  }

  BigDecimal of(long length) {
    long rest = length - first;
    long blocks = rest <= 0 ? 0 : (rest + next - 1) / next;
    return BigDecimal.valueOf(first + blocks * next);
  }
}
