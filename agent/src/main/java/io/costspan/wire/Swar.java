package io.costspan.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Searches bytes eight at a time. A zero byte in {@code x} becomes the lowest set bit of {@code (x
 * - 01..01) & ~x & 80..80}; above it there may be false ones, which do not matter for the first
 * hit.
 */
final class Swar {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;
  private static final long CASE = ONES * 0x20;
  private static final int BLOCK = 4 * Long.BYTES;

  private Swar() {}

  /** The index of the first byte that equals the character, or {@code to}. */
  static int first(byte[] array, int from, int to, char wanted) {
    long pattern = ONES * wanted;
    int at = from;
    while (at + Long.BYTES <= to) {
      long hits = zeros((long) LONGS.get(array, at) ^ pattern) & HIGHS;
      if (hits != 0) {
        return at + index(hits);
      }
      at = withoutAny(array, at + Long.BYTES, to, pattern);
    }
    while (at < to && array[at] != wanted) {
      at++;
    }
    return at;
  }

  /** Four words at a time, because a branch costs more than a comparison. */
  private static int withoutAny(byte[] array, int from, int to, long pattern) {
    int at = from;
    for (; at + BLOCK <= to; at += BLOCK) {
      long hits =
          zeros((long) LONGS.get(array, at) ^ pattern)
              | zeros((long) LONGS.get(array, at + 8) ^ pattern)
              | zeros((long) LONGS.get(array, at + 16) ^ pattern)
              | zeros((long) LONGS.get(array, at + 24) ^ pattern);
      if ((hits & HIGHS) != 0) {
        return at;
      }
    }
    return at;
  }

  /** The index of the first byte that equals either character, or {@code to}. */
  static int either(byte[] array, int from, int to, char one, char other) {
    int at = from;
    for (; at + Long.BYTES <= to; at += Long.BYTES) {
      long word = (long) LONGS.get(array, at);
      long hits = (zeros(word ^ ONES * one) | zeros(word ^ ONES * other)) & HIGHS;
      if (hits != 0) {
        return at + index(hits);
      }
    }
    while (at < to && array[at] != one && array[at] != other) {
      at++;
    }
    return at;
  }

  /** The index of the first byte that ends a line, or {@code to}. */
  static int lineEnd(byte[] array, int from, int to) {
    int at = from < to && array[from] == '\n' ? from : control(array, from, to);
    while (at < to && array[at] != '\r' && array[at] != '\n') {
      at = control(array, at + 1, to);
    }
    return at;
  }

  /** The index of the first byte below 16, which are few in text, or {@code to}. */
  private static int control(byte[] array, int from, int to) {
    int at = from;
    for (; at + BLOCK <= to; at += BLOCK) {
      long hits =
          controls((long) LONGS.get(array, at))
              | controls((long) LONGS.get(array, at + 8))
              | controls((long) LONGS.get(array, at + 16))
              | controls((long) LONGS.get(array, at + 24));
      if ((hits & HIGHS) != 0) {
        break;
      }
    }
    for (; at + Long.BYTES <= to; at += Long.BYTES) {
      long hits = controls((long) LONGS.get(array, at)) & HIGHS;
      if (hits != 0) {
        return at + index(hits);
      }
    }
    while (at < to && (array[at] & 0xF0) != 0) {
      at++;
    }
    return at;
  }

  /** The index of the first quote or byte below 16, or {@code to}. */
  static int quoteOrControl(byte[] array, int from, int to) {
    int at = from;
    for (; at + Long.BYTES <= to; at += Long.BYTES) {
      long word = (long) LONGS.get(array, at);
      long hits = (zeros(word ^ ONES * '"') | controls(word)) & HIGHS;
      if (hits != 0) {
        return at + index(hits);
      }
    }
    while (at < to && array[at] != '"' && (array[at] & 0xF0) != 0) {
      at++;
    }
    return at;
  }

  private static long controls(long word) {
    return (word - ONES * 0x10) & ~word;
  }

  /**
   * The index of the first byte that may open or close a string, object or array, or {@code to}.
   * Braces and brackets differ in one bit, which is set before comparing.
   */
  static int structure(byte[] array, int from, int to) {
    int at = from;
    for (; at + Long.BYTES <= to; at += Long.BYTES) {
      long word = (long) LONGS.get(array, at) | CASE;
      long hits =
          (zeros(word ^ ONES * '{') | zeros(word ^ ONES * '}') | zeros(word ^ ONES * '"')) & HIGHS;
      if (hits != 0) {
        return at + index(hits);
      }
    }
    while (at < to && array[at] != '"' && (array[at] | 0x20) != '{' && (array[at] | 0x20) != '}') {
      at++;
    }
    return at;
  }

  /**
   * The number of characters that begin in these UTF-8 bytes: bytes that are not {@code 10xxxxxx}.
   */
  static int codePoints(byte[] array, int from, int to) {
    int count = to - from;
    int at = from;
    for (; at + Long.BYTES <= to; at += Long.BYTES) {
      long word = (long) LONGS.get(array, at);
      count -= Long.bitCount((word >>> 7) & ~(word >>> 6) & ONES);
    }
    for (; at < to; at++) {
      count -= (array[at] & 0xC0) == 0x80 ? 1 : 0;
    }
    return count;
  }

  /**
   * The number of characters that take two units in UTF-16: bytes that begin with {@code 1111xxxx}.
   */
  static int surrogatePairs(byte[] array, int from, int to) {
    int count = 0;
    int at = from;
    for (; at + Long.BYTES <= to; at += Long.BYTES) {
      long word = (long) LONGS.get(array, at);
      count += Long.bitCount((word >>> 7) & (word >>> 6) & (word >>> 5) & (word >>> 4) & ONES);
    }
    for (; at < to; at++) {
      count += (array[at] & 0xF0) == 0xF0 ? 1 : 0;
    }
    return count;
  }

  private static long zeros(long word) {
    return (word - ONES) & ~word;
  }

  private static int index(long hits) {
    return Long.numberOfTrailingZeros(hits) >>> 3;
  }
}
