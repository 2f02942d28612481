package io.costspan.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A short text as it passes by. If it arrives in one piece, it is not copied; otherwise its first
 * {@link #LIMIT} bytes are kept.
 */
class PassingText {
  /** Bytes that are enough for {@link JsonPaths#TEXT_LIMIT} whole characters. */
  static final int LIMIT = 3 * JsonPaths.TEXT_LIMIT + 4;

  private static final byte[] NOTHING = {};
  private static final int FIRST_CAPACITY = 64;

  private byte[] kept = NOTHING;
  private byte[] array = NOTHING;
  private int start;
  private int length;

  /** Discards the text and releases its array. */
  void clear() {
    array = NOTHING;
    start = 0;
    length = 0;
  }

  /** Discards what was kept of any text. */
  final void forget() {
    kept = NOTHING;
  }

  /** Adds bytes, which more may follow. */
  final void keep(byte[] bytes, int from, int to) {
    int count = Math.min(to - from, LIMIT - length);
    makeRoom(count);
    System.arraycopy(bytes, from, kept, length, count);
    length += count;
  }

  /** Adds one byte, which more may follow. */
  final void keep(int value) {
    if (length < LIMIT) {
      makeRoom(1);
      kept[length++] = (byte) value;
    }
  }

  private void makeRoom(int count) {
    if (length + count > kept.length) {
      int capacity = Math.max(FIRST_CAPACITY, 2 * (length + count));
      kept = Arrays.copyOf(kept, Math.min(LIMIT, capacity));
    }
  }

  /** Adds the last bytes. */
  final void end(byte[] bytes, int from, int to) {
    if (length > 0) {
      keep(bytes, from, to);
      array = kept;
    } else {
      array = bytes;
      start = from;
      length = Math.min(to - from, LIMIT);
    }
  }

  /** Ends the text without adding anything. */
  final void end() {
    end(NOTHING, 0, 0);
  }

  /** A copy of the complete text. */
  final byte[] copy() {
    return Arrays.copyOfRange(array, start, start + length);
  }

  final byte[] array() {
    return array;
  }

  final int from() {
    return start;
  }

  final int to() {
    return start + length;
  }

  /** Whether the complete text consists of these bytes. */
  final boolean is(byte[] other) {
    return Arrays.equals(array, start, start + length, other, 0, other.length);
  }

  /**
   * The complete text, truncated after {@link JsonPaths#TEXT_LIMIT} characters, but never within
   * one.
   */
  @Override
  public final String toString() {
    String text = new String(array, start, length, StandardCharsets.UTF_8);
    if (text.length() <= JsonPaths.TEXT_LIMIT) {
      return text;
    }
    boolean split = Character.isHighSurrogate(text.charAt(JsonPaths.TEXT_LIMIT - 1));
    return text.substring(0, JsonPaths.TEXT_LIMIT - (split ? 1 : 0));
  }
}
