package io.costspan.exchange;

/**
 * Guesses the tokens of JSON text while its bytes pass by: a state and some sums, whatever comes.
 * Texts that follow one another count as one, as the deltas of a stream are. Of a long text only a
 * part is looked at, and the rest is taken to be like it.
 */
final class TokenCounter {
  /** Bytes at the begin of a text that are all looked at; then of so many blocks one. */
  private static final int HEAD = 2_048;

  private static final int BLOCK = 512;
  private static final int BLOCKS = 8;
  private static final int PRECISION = 1_000;

  private int state;
  private long seen;
  private long head;
  private long sampled;
  private long sample;

  /** Counts bytes of a JSON string, escapes not resolved, or of a whole JSON tree. */
  void bytes(byte[] array, int from, int to) {
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
    int now = state;
    int sum = 0;
    for (int at = from; at < to; at++) {
      int index = now | TokenWeights.CLASS[array[at] & 0xFF];
      sum += TokenWeights.WEIGHT[index];
      now = TokenWeights.NEXT[index];
    }
    state = now;
    return sum;
  }

  /** Forgets what was counted and what came before. */
  void clear() {
    state = 0;
    take();
  }

  /** Thousandths of tokens of the text that ends here. */
  long take() {
    long taken =
        head + (sampled == 0 ? 0 : sample * PRECISION / sampled * (seen - HEAD) / PRECISION);
    seen = 0;
    head = 0;
    sampled = 0;
    sample = 0;
    return taken;
  }
}
