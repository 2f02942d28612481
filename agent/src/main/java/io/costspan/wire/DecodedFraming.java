package io.costspan.wire;

import java.util.zip.DataFormatException;

/**
 * A compressed body, which is decompressed for an inner framing. Checksums are not verified; the
 * application does that.
 */
abstract class DecodedFraming implements Framing {
  private final Framing inner;
  private State fate = State.OPEN;
  private long receivedBytes;

  DecodedFraming(Framing inner) {
    this.inner = inner;
  }

  /** Passes the bytes on to the inner framing, or holds them back. */
  abstract void decode(byte[] array, int from, int to) throws DataFormatException;

  /** Passes on what was held back. */
  void decodeHeld() throws DataFormatException {}

  /** Whether the compressed bytes may end here. */
  abstract boolean mayEnd();

  abstract void releaseOwn();

  final long receivedBytes() {
    return receivedBytes;
  }

  /** Reports that the body cannot be decompressed within the limits. */
  final void giveUp() {
    fate = State.UNDECODABLE;
  }

  @Override
  public final void bytes(byte[] array, int from, int to) {
    receivedBytes += to - from;
    try {
      decode(array, from, to);
    } catch (DataFormatException corrupt) {
      fate = State.MALFORMED;
    }
  }

  @Override
  public final void drain() {
    try {
      decodeHeld();
    } catch (DataFormatException brokenOff) {
      // As expected.
    }
    inner.drain();
  }

  @Override
  public final void end() {
    try {
      decodeHeld();
    } catch (DataFormatException corrupt) {
      fate = State.MALFORMED;
    }
    if (fate == State.OPEN && inner.state() == State.OPEN && !mayEnd()) {
      fate = State.CUT;
    }
    inner.end();
  }

  @Override
  public final State state() {
    State state = inner.state();
    return switch (fate) {
      case OPEN, DONE -> state;
      case CUT -> state == State.MALFORMED ? state : State.CUT;
      case MALFORMED, UNDECODABLE -> state == State.DONE ? state : fate;
    };
  }

  @Override
  public final boolean streaming() {
    return inner.streaming();
  }

  @Override
  public final void release() {
    releaseOwn();
    inner.release();
  }
}
