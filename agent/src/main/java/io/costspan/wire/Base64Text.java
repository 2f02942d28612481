package io.costspan.wire;

import java.util.Arrays;

/**
 * Base64 that arrives in pieces and is passed on decoded. Characters without a value, such as
 * padding, are ignored.
 */
final class Base64Text {
  private static final byte NONE = -1;
  private static final byte[] VALUES = values();

  private final StreamEvents events;
  private final byte[] decoded = new byte[512];
  private int length;
  private int bits;
  private int bitCount;

  Base64Text(StreamEvents events) {
    this.events = events;
  }

  private static byte[] values() {
    String signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    byte[] values = new byte[256];
    Arrays.fill(values, NONE);
    for (int value = 0; value < signs.length(); value++) {
      values[signs.charAt(value)] = (byte) value;
    }
    return values;
  }

  void bytes(byte[] array, int from, int to) {
    for (int at = from; at < to; at++) {
      byte value = VALUES[array[at] & 0xFF];
      if (value != NONE) {
        take(value);
      }
    }
    flush();
  }

  private void take(byte value) {
    bits = bits << 6 | value;
    bitCount += 6;
    if (bitCount >= 8) {
      bitCount -= 8;
      decoded[length++] = (byte) (bits >> bitCount);
      if (length == decoded.length) {
        flush();
      }
    }
  }

  private void flush() {
    events.data(decoded, 0, length);
    length = 0;
  }

  /** Ends the text; the bits that pad its last character are meaningless. */
  void end() {
    bitCount = 0;
  }
}
