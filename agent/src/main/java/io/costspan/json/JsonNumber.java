package io.costspan.json;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Numbers in JSON syntax, parsed without using {@code double}. */
public final class JsonNumber {
  /** Longer numbers are neither counts nor amounts, but an attempt to waste the agent's time. */
  private static final int LENGTH_LIMIT = 100;

  /** The letter, a sign and two digits. */
  private static final int EXPONENT_LIMIT = 4;

  private static final int LONG_DIGITS = 18;

  private JsonNumber() {}

  /** Whether these bytes are a number. */
  public static boolean isNumber(byte[] array, int from, int to) {
    int whole = from < to && array[from] == '-' ? from + 1 : from;
    int wholeEnd = digits(array, whole, to);
    if (wholeEnd == whole || (array[whole] == '0' && wholeEnd > whole + 1)) {
      return false;
    }
    int end = fraction(array, wholeEnd, to);
    return end >= 0 && exponent(array, end, to) == to;
  }

  /** The value of a number, or null if it is too long or its exponent too large to be genuine. */
  public static @Nullable BigDecimal parse(byte[] array, int from, int to) {
    int exponent = exponentAt(array, from, to);
    if (exponent == to && to - from <= LONG_DIGITS) {
      return parseShort(array, from, to);
    }
    boolean excessive = to - from > LENGTH_LIMIT || to - exponent > EXPONENT_LIMIT;
    return excessive
        ? null
        : new BigDecimal(new String(array, from, to - from, StandardCharsets.ISO_8859_1));
  }

  private static BigDecimal parseShort(byte[] array, int from, int to) {
    long unscaled = 0;
    int scale = 0;
    boolean fraction = false;
    for (int at = from; at < to; at++) {
      byte value = array[at];
      if (value == '.') {
        fraction = true;
      } else if (value != '-') {
        unscaled = unscaled * 10 + (value - '0');
        scale += fraction ? 1 : 0;
      }
    }
    return BigDecimal.valueOf(array[from] == '-' ? -unscaled : unscaled, scale);
  }

  private static int fraction(byte[] array, int from, int to) {
    if (from == to || array[from] != '.') {
      return from;
    }
    int end = digits(array, from + 1, to);
    return end == from + 1 ? -1 : end;
  }

  private static int exponent(byte[] array, int from, int to) {
    if (from == to || (array[from] | 0x20) != 'e') {
      return from;
    }
    int digits = afterSign(array, from + 1, to);
    int end = digits(array, digits, to);
    return end == digits ? -1 : end;
  }

  private static int exponentAt(byte[] array, int from, int to) {
    int at = from;
    while (at < to && (array[at] | 0x20) != 'e') {
      at++;
    }
    return at;
  }

  private static int afterSign(byte[] array, int at, int to) {
    return at < to && (array[at] == '+' || array[at] == '-') ? at + 1 : at;
  }

  private static int digits(byte[] array, int from, int to) {
    int at = from;
    while (at < to && array[at] >= '0' && array[at] <= '9') {
      at++;
    }
    return at;
  }
}
