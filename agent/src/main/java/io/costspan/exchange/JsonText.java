package io.costspan.exchange;

import io.costspan.usage.JsonPaths;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One name, string or bare token while it passes by. It stays where it lies as long as it comes in
 * one piece and without escapes; otherwise its first {@link #LIMIT} bytes are kept.
 */
final class JsonText {
  /** Bytes that surely hold {@link JsonPaths#TEXT_LIMIT} whole characters. */
  static final int LIMIT = 3 * JsonPaths.TEXT_LIMIT + 4;

  private static final byte[] NOTHING = {};
  private static final int FIRST_CAPACITY = 64;
  private static final char REPLACEMENT = '\uFFFD';

  private final JsonEscape escape = new JsonEscape();
  private byte[] kept = NOTHING;
  private byte[] array = NOTHING;
  private int start;
  private int length;
  private boolean closed;
  private char highSurrogate;

  /** Forgets the text and lets go of the array that it lay in. */
  void clear() {
    array = NOTHING;
    start = 0;
    length = 0;
    closed = false;
    highSurrogate = 0;
    escape.clear();
  }

  /**
   * Takes the bytes of a string up to and with its closing quote.
   *
   * @return where to go on
   */
  int string(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to) {
      if (escape.open()) {
        at = escape.take(bytes[at]) ? at + 1 : at;
        if (!escape.open()) {
          keepUnit(escape.unit());
        }
        continue;
      }
      int stop = Swar.quoteOrBackslash(bytes, at, to);
      if (stop < to && bytes[stop] == '"') {
        end(bytes, at, stop);
        closed = true;
        return stop + 1;
      }
      keep(bytes, at, stop);
      if (stop < to) {
        escape.begin();
      }
      at = stop + 1;
    }
    return to;
  }

  /** Whether the closing quote came. */
  boolean closed() {
    return closed;
  }

  /** Adds bytes that more may follow. */
  void keep(byte[] bytes, int from, int to) {
    if (from < to) {
      keepLoneSurrogate();
      append(bytes, from, to);
    }
  }

  /** Adds the last bytes. */
  void end(byte[] bytes, int from, int to) {
    keepLoneSurrogate();
    if (length > 0) {
      append(bytes, from, to);
      array = kept;
      return;
    }
    array = bytes;
    start = from;
    length = Math.min(to - from, LIMIT);
  }

  byte[] array() {
    return array;
  }

  int start() {
    return start;
  }

  int end() {
    return start + length;
  }

  boolean is(byte[] other) {
    return Arrays.equals(array, start, start + length, other, 0, other.length);
  }

  JsonPaths.@Nullable Node memberOf(JsonPaths.Node parent) {
    return parent.member(array, start, length);
  }

  /** The text, cut after {@link JsonPaths#TEXT_LIMIT} characters but never within one. */
  @Override
  public String toString() {
    String text = new String(array, start, length, StandardCharsets.UTF_8);
    if (text.length() <= JsonPaths.TEXT_LIMIT) {
      return text;
    }
    boolean split = Character.isHighSurrogate(text.charAt(JsonPaths.TEXT_LIMIT - 1));
    return text.substring(0, JsonPaths.TEXT_LIMIT - (split ? 1 : 0));
  }

  private void keepUnit(char unit) {
    if (highSurrogate != 0 && Character.isLowSurrogate(unit)) {
      int codePoint = Character.toCodePoint(highSurrogate, unit);
      highSurrogate = 0;
      keepCodePoint(codePoint);
      return;
    }
    keepLoneSurrogate();
    if (Character.isHighSurrogate(unit)) {
      highSurrogate = unit;
    } else {
      keepCodePoint(Character.isLowSurrogate(unit) ? REPLACEMENT : unit);
    }
  }

  private void keepLoneSurrogate() {
    if (highSurrogate != 0) {
      highSurrogate = 0;
      keepCodePoint(REPLACEMENT);
    }
  }

  private void keepCodePoint(int codePoint) {
    if (length < LIMIT) {
      byte[] bytes = Character.toString(codePoint).getBytes(StandardCharsets.UTF_8);
      append(bytes, 0, bytes.length);
    }
  }

  private void append(byte[] bytes, int from, int to) {
    int count = Math.min(to - from, LIMIT - length);
    if (length + count > kept.length) {
      int capacity = Math.max(FIRST_CAPACITY, 2 * (length + count));
      kept = Arrays.copyOf(kept, Math.min(LIMIT, capacity));
    }
    System.arraycopy(bytes, from, kept, length, count);
    length += count;
  }
}
