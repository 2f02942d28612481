package io.costspan.wire;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Receives the wanted values of one JSON document as they pass by. A slot is the number that {@link
 * JsonPaths} gave to a path. Calls are made in document order, and never for values of other paths.
 */
public interface JsonSink {
  /**
   * A string, truncated after {@link JsonPaths#TEXT_LIMIT} characters, with escapes resolved; or
   * something in place of a number that cannot be genuine: {@code NaN}, or thousands of digits.
   */
  void text(int slot, String value);

  /**
   * A string with its full length, for services that bill by the character.
   *
   * @param value truncated as in {@link #text(int, String)}
   * @param codePoints the number of Unicode characters of the whole string, with escapes resolved
   * @param utf16Units the length of the whole string in UTF-16, where characters beyond the first
   *     65,536 count twice
   */
  default void text(int slot, String value, long codePoints, long utf16Units) {
    text(slot, value);
  }

  void number(int slot, BigDecimal value);

  void bool(int slot, boolean value);

  /** An explicit {@code null}. */
  void nothing(int slot);

  /**
   * An object or array begins at a wanted path or, for an array path {@code a[]}, one of its
   * elements.
   */
  void begin(int slot);

  /** The object, array or element that {@link #begin} opened ends. */
  void end(int slot);

  /**
   * Reports the size in tokens of a string, object or array, in addition to its value.
   *
   * @param thousandths the estimated number of tokens, in thousandths
   */
  default void tokens(int slot, long thousandths) {}

  /** The name of the event whose document follows; the events of a stream may have none. */
  default void event(String name) {}

  /** Takes note of values that this sink will be told again and again; null if it cannot. */
  default @Nullable Recording recording() {
    return null;
  }

  /** The document is complete or incomplete; another may follow in the same body. */
  void endDocument();
}
