package io.costspan.wire;

import java.math.BigDecimal;

/**
 * Receives the wanted values of one JSON document as they pass by. A slot is the number that {@link
 * JsonPaths} gave to a path. Calls come in document order; values of unwanted paths never come.
 */
public interface JsonSink {
  /**
   * A string, cut after {@link JsonPaths#TEXT_LIMIT} characters, escapes resolved; or what stands
   * for a number and is none that can be meant: {@code NaN}, or one of thousands of digits.
   */
  void text(int slot, String value);

  /**
   * A string with its full length, for services that bill by the character.
   *
   * @param value cut as in {@link #text(int, String)}
   * @param codePoints Unicode characters of the whole string, escapes resolved
   * @param utf16Units of the whole string, where characters beyond the first 65,536 count twice
   */
  default void text(int slot, String value, long codePoints, long utf16Units) {
    text(slot, value);
  }

  void number(int slot, BigDecimal value);

  void bool(int slot, boolean value);

  /** An explicit {@code null}. */
  void nothing(int slot);

  /**
   * An object or array begins at a wanted path; for an array path {@code a[]}, one of its elements.
   */
  void begin(int slot);

  /** The object, array or element ends that {@link #begin} opened. */
  void end(int slot);

  /**
   * A text was, or an object or array, whose size in tokens is wanted; it comes besides the value.
   *
   * @param thousandths of a token, a guess
   */
  default void tokens(int slot, long thousandths) {}

  /** The event is named whose document follows; an event stream may name none. */
  default void event(String name) {}

  /** The document is complete or broken off; another may follow in the same body. */
  void endDocument();
}
