package io.costspan.tokens;

/**
 * Estimates the number of tokens of JSON text as its bytes pass by, with a state and a few sums.
 * Texts that follow one another count as one, like the deltas of a stream. Of a long text only a
 * part is examined, and the rest is assumed to be similar.
 */
public final class TokenCounter {
  /**
   * The bytes at the beginning of a text that are all examined; after that, one block out of
   * several is.
   */
  private static final int HEAD = 512;

  private static final int BLOCK = 128;
  private static final int BLOCKS = 8;
  private static final int PRECISION = 1_000;

  /** Fewer bytes are not worth dividing by four. */
  private static final int QUARTER = 32;

  /** The length from which text without spaces no longer counts as a word. */
  private static final int WORD = 32;

  private int state;
  private long seen;
  private long head;
  private long sampled;
  private long sample;

  /** Counts bytes of a JSON string, without resolving escapes, or of a whole JSON tree. */
  public void bytes(byte[] array, int from, int to) {
    int at = from;
    while (at < to) {
      int end = (int) Math.min(to, at + BLOCK - seen % BLOCK);
      if (seen < HEAD) {
        head += count(array, at, end);
      } else if ((seen - HEAD) / BLOCK % BLOCKS == 0) {
        sample += count(array, at, end);
        sampled += end - at;
      }
      seen += end - at;
      at = end;
    }
  }

  private int count(byte[] array, int from, int to) {
    int quarter = (to - from) / 4;
    if (quarter < QUARTER) {
      return countInOne(array, from, to);
    }
    int second = betweenWords(array, from + quarter, to);
    int third = betweenWords(array, Math.max(second, from + 2 * quarter), to);
    int fourth = betweenWords(array, Math.max(third, from + 3 * quarter), to);
    return fourth == to
        ? countInOne(array, from, to)
        : countInLanes(array, from, second, third, fourth, to);
  }

  private int countInOne(byte[] array, int from, int to) {
    int now = state;
    int sum = 0;
    for (int at = from; at < to; at++) {
      int step = step(now, array[at]);
      sum += step >>> TokenWeights.STATE_BITS;
      now = step & TokenWeights.STATE;
    }
    state = now;
    return sum;
  }

  /** Each byte depends on the one before it; four independent sequences are processed in turns. */
  private int countInLanes(byte[] array, int first, int second, int third, int fourth, int to) {
    int length =
        Math.min(Math.min(second - first, third - second), Math.min(fourth - third, to - fourth));
    int a = state;
    int b = TokenWeights.BETWEEN_WORDS;
    int c = TokenWeights.BETWEEN_WORDS;
    int d = TokenWeights.BETWEEN_WORDS;
    int sum = 0;
    for (int i = 0; i < length; i++) {
      int inFirst = step(a, array[first + i]);
      int inSecond = step(b, array[second + i]);
      int inThird = step(c, array[third + i]);
      int inFourth = step(d, array[fourth + i]);
      a = inFirst & TokenWeights.STATE;
      b = inSecond & TokenWeights.STATE;
      c = inThird & TokenWeights.STATE;
      d = inFourth & TokenWeights.STATE;
      sum +=
          (inFirst >>> TokenWeights.STATE_BITS)
              + (inSecond >>> TokenWeights.STATE_BITS)
              + (inThird >>> TokenWeights.STATE_BITS)
              + (inFourth >>> TokenWeights.STATE_BITS);
    }
    return sum
        + rest(a, array, first + length, second)
        + rest(b, array, second + length, third)
        + rest(c, array, third + length, fourth)
        + rest(d, array, fourth + length, to);
  }

  /**
   * Counts the bytes by which a part is longer than the shortest; the state after the last part is
   * kept.
   */
  private int rest(int before, byte[] array, int from, int to) {
    state = before;
    return countInOne(array, from, to);
  }

  private static int step(int state, byte next) {
    return TokenWeights.STEP[state | next & 0xFF];
  }

  /**
   * A position after a word and a space, where the state is known; the end if there is none nearby.
   */
  private static int betweenWords(byte[] array, int from, int to) {
    int last = Math.min(to, from + WORD);
    for (int at = from + 3; at < last; at++) {
      if (array[at - 1] == ' ' && isLower(array[at - 2]) && array[at - 3] != '\\') {
        return at;
      }
    }
    return to;
  }

  private static boolean isLower(byte letter) {
    return letter >= 'a' && letter <= 'z';
  }

  /** Resets the count and the state. */
  public void clear() {
    state = 0;
    take();
  }

  /** Ends the text and returns its tokens, in thousandths. */
  public long take() {
    long taken =
        head + (sampled == 0 ? 0 : sample * PRECISION / sampled * (seen - HEAD) / PRECISION);
    seen = 0;
    head = 0;
    sampled = 0;
    sample = 0;
    return taken;
  }
}
