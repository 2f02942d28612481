package io.costspan.wire;

/** A JSON name, string or bare token as it passes by, with escapes resolved. */
final class JsonText extends PassingText {
  private static final char REPLACEMENT = '\uFFFD';

  private final JsonEscape escape = new JsonEscape();
  private char highSurrogate;
  private boolean closed;
  private long codePoints;
  private long surrogatePairs;

  @Override
  void clear() {
    super.clear();
    escape.clear();
    highSurrogate = 0;
    closed = false;
    codePoints = 0;
    surrogatePairs = 0;
  }

  /** Whether the closing quote has been reached. */
  boolean closed() {
    return closed;
  }

  /** The number of characters of the whole string, however much of it is kept. */
  long codePoints() {
    return codePoints;
  }

  /** The length of the whole string in UTF-16. */
  long utf16Units() {
    return codePoints + surrogatePairs;
  }

  /**
   * Takes the bytes of a string, including its closing quote.
   *
   * @return the index at which to continue
   */
  int string(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && !closed) {
      at = escape.open() ? escaped(bytes, at) : plain(bytes, at, to);
    }
    return at;
  }

  private int escaped(byte[] bytes, int at) {
    int next = escape.take(bytes[at]) ? at + 1 : at;
    if (!escape.open()) {
      keepUnit(escape.unit());
    }
    return next;
  }

  private int plain(byte[] bytes, int from, int to) {
    int stop = Swar.either(bytes, from, to, '"', '\\');
    closed = stop < to && bytes[stop] == '"';
    if (stop > from || closed) {
      keepLoneSurrogate();
    }
    codePoints += Swar.codePoints(bytes, from, stop);
    surrogatePairs += Swar.surrogatePairs(bytes, from, stop);
    if (closed) {
      end(bytes, from, stop);
    } else {
      keep(bytes, from, stop);
    }
    if (stop == to) {
      return to;
    }
    if (!closed) {
      escape.begin();
    }
    return stop + 1;
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
    codePoints++;
    if (codePoint < 0x80) {
      keep(codePoint);
    } else if (codePoint < 0x800) {
      keep(0xC0 | codePoint >> 6);
      keepContinuation(codePoint);
    } else if (codePoint < 0x10000) {
      keep(0xE0 | codePoint >> 12);
      keepContinuation(codePoint >> 6);
      keepContinuation(codePoint);
    } else {
      surrogatePairs++;
      keep(0xF0 | codePoint >> 18);
      keepContinuation(codePoint >> 12);
      keepContinuation(codePoint >> 6);
      keepContinuation(codePoint);
    }
  }

  private void keepContinuation(int bits) {
    keep(0x80 | bits & 0x3F);
  }
}
