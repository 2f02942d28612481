package io.costspan.cells;

import java.math.BigDecimal;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A value read from an exchange: a text, a number, a boolean, a set or a tally. */
public final class Values {
  /** Represents an object or array of which only the presence matters. */
  public static final Object PRESENT = Boolean.TRUE;

  /**
   * Represents a value that is present but not a count. It is distinguished from all other numbers
   * by identity, and every calculation with it yields it again.
   */
  public static final BigDecimal UNREADABLE = new BigDecimal("-1");

  /** Digits before or after the point beyond which a number is hostile rather than a count. */
  private static final int DIGITS_LIMIT = 40;

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,3})?");

  private Values() {}

  public static String text(Object value) {
    return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
  }

  /** The value as a number, or null if it cannot be a count. */
  public static @Nullable BigDecimal number(@Nullable Object value) {
    if (value instanceof BigDecimal number) {
      return number;
    }
    if (value instanceof Set<?> set) {
      return BigDecimal.valueOf(set.size());
    }
    if (value instanceof Tally tally) {
      return tally.number();
    }
    if (value instanceof Tally.Entry entry) {
      return entry.number();
    }
    if (value instanceof Tokens tokens) {
      return tokens.number();
    }
    return value instanceof String text ? parse(text) : null;
  }

  private static @Nullable BigDecimal parse(String text) {
    if (text.length() > DIGITS_LIMIT) {
      return null;
    }
    String digits = withoutUnit(text.strip());
    if (!NUMBER.matcher(digits).matches()) {
      return null;
    }
    BigDecimal number = new BigDecimal(digits);
    return sane(number) ? number : null;
  }

  /** Google writes durations as {@code 3.5s}. */
  private static String withoutUnit(String text) {
    return text.endsWith("s") ? text.substring(0, text.length() - 1) : text;
  }

  /** Whether arithmetic with this number stays cheap; {@code 1e999999999} does not. */
  public static boolean sane(BigDecimal number) {
    return Math.abs((long) number.scale()) <= DIGITS_LIMIT && number.precision() <= DIGITS_LIMIT;
  }
}
