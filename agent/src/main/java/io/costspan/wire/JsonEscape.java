package io.costspan.wire;

/** The part of a JSON string from a backslash to the UTF-16 unit that it stands for. */
final class JsonEscape {
  private static final int CLOSED = 0;
  private static final int SELECTOR = -1;
  private static final int HEX_DIGITS = 4;
  private static final char REPLACEMENT = '\uFFFD';

  private int pending = CLOSED;
  private char unit;

  /** Begins an escape after a backslash. */
  void begin() {
    pending = SELECTOR;
  }

  void clear() {
    pending = CLOSED;
  }

  /** Whether more bytes belong to the escape. */
  boolean open() {
    return pending != CLOSED;
  }

  /** The unit that a complete escape stands for; U+FFFD for malformed hexadecimal digits. */
  char unit() {
    return unit;
  }

  /** Offers the next byte; false if it does not belong to the escape, which is then malformed. */
  boolean take(byte value) {
    if (pending == SELECTOR) {
      select(value);
      return true;
    }
    int digit = Character.digit(value, 16);
    if (digit < 0) {
      unit = REPLACEMENT;
      pending = CLOSED;
      return false;
    }
    unit = (char) (unit << 4 | digit);
    pending--;
    return true;
  }

  private void select(byte value) {
    pending = value == 'u' ? HEX_DIGITS : CLOSED;
    unit =
        switch (value) {
          case 'u' -> 0;
          case 'b' -> '\b';
          case 'f' -> '\f';
          case 'n' -> '\n';
          case 'r' -> '\r';
          case 't' -> '\t';
          case '"', '\\', '/' -> (char) value;
          default -> REPLACEMENT;
        };
  }
}
