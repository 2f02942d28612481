package io.costspan.wire;

import io.costspan.json.JsonNumber;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/** Values without quotes or brackets: numbers, {@code true}, {@code false}, {@code null}. */
final class JsonBare {
  private static final byte[] TRUE = ascii("true");
  private static final byte[] FALSE = ascii("false");
  private static final byte[] NULL = ascii("null");

  /** Not valid JSON, but written by some servers instead of a number. */
  private static final byte[][] NO_NUMBERS = {ascii("NaN"), ascii("Infinity"), ascii("-Infinity")};

  private JsonBare() {}

  /** Whether the byte belongs to such a value. */
  static boolean has(byte value) {
    return (value >= '0' && value <= '9')
        || (value >= 'a' && value <= 'z')
        || (value >= 'A' && value <= 'Z')
        || value == '-'
        || value == '+'
        || value == '.';
  }

  /**
   * Reports the value of the text to the sink.
   *
   * @param slot -1 if the value is not wanted
   * @return false if the text is not a valid value
   */
  static boolean report(JsonText text, int slot, JsonSink sink) {
    if (JsonNumber.isNumber(text.array(), text.from(), text.to())) {
      return slot < 0 || reportNumber(text, slot, sink);
    }
    if (text.is(NULL)) {
      if (slot >= 0) {
        sink.nothing(slot);
      }
      return true;
    }
    return reportBool(text, slot, sink) || reportNoNumber(text, slot, sink);
  }

  private static boolean reportNumber(JsonText text, int slot, JsonSink sink) {
    BigDecimal number = JsonNumber.parse(text.array(), text.from(), text.to());
    if (number == null) {
      sink.text(slot, text.toString());
    } else {
      sink.number(slot, number);
    }
    return true;
  }

  private static boolean reportBool(JsonText text, int slot, JsonSink sink) {
    boolean value = text.is(TRUE);
    boolean known = value || text.is(FALSE);
    if (known && slot >= 0) {
      sink.bool(slot, value);
    }
    return known;
  }

  private static boolean reportNoNumber(JsonText text, int slot, JsonSink sink) {
    boolean known = isNoNumber(text);
    if (known && slot >= 0) {
      sink.text(slot, text.toString());
    }
    return known;
  }

  private static boolean isNoNumber(JsonText text) {
    for (byte[] word : NO_NUMBERS) {
      if (text.is(word)) {
        return true;
      }
    }
    return false;
  }

  private static byte[] ascii(String word) {
    return word.getBytes(StandardCharsets.US_ASCII);
  }
}
