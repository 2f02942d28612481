package io.costspan.wire;

import java.util.function.LongSupplier;

/**
 * Limits the output of content codings in proportion to their input: a few bytes may expand to
 * gigabytes, which would cost the caller's time. Real event streams expand to at most fifty times
 * their size.
 */
final class Unfolding implements Framing {
  private static final int FREE_BYTES = 1 << 20;
  private static final int RATIO_LIMIT = 200;

  private final Framing plain;
  private LongSupplier foldedBytes = () -> 0;
  private long unfoldedBytes;
  private boolean beyondMeasure;

  Unfolding(Framing plain) {
    this.plain = plain;
  }

  /** Sets the source of the number of input bytes so far. */
  void from(LongSupplier foldedBytes) {
    this.foldedBytes = foldedBytes;
  }

  @Override
  public void bytes(byte[] array, int from, int to) {
    unfoldedBytes += to - from;
    beyondMeasure |=
        unfoldedBytes > FREE_BYTES && unfoldedBytes > RATIO_LIMIT * foldedBytes.getAsLong();
    if (!beyondMeasure) {
      plain.bytes(array, from, to);
    }
  }

  @Override
  public void drain() {
    plain.drain();
  }

  /** The end of what was parsed is not the end of the body. */
  @Override
  public void end() {
    if (!beyondMeasure) {
      plain.end();
    }
  }

  @Override
  public State state() {
    return beyondMeasure ? State.UNDECODABLE : plain.state();
  }

  @Override
  public boolean streaming() {
    return plain.streaming();
  }

  @Override
  public void release() {
    plain.release();
  }
}
