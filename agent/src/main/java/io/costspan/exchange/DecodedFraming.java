package io.costspan.exchange;

import java.util.zip.DataFormatException;

/** A compressed body: inflates it for an inner framing. Checksums are left to the application. */
abstract class DecodedFraming implements Framing {
  private final Framing inner;
  private boolean malformed;
  private boolean cut;

  DecodedFraming(Framing inner) {
    this.inner = inner;
  }

  /** Passes the bytes on to the inner framing. */
  abstract void decode(byte[] array, int from, int to) throws DataFormatException;

  /** Whether the compressed bytes may end here. */
  abstract boolean mayEnd();

  abstract void releaseOwn();

  @Override
  public final void bytes(byte[] array, int from, int to) {
    try {
      decode(array, from, to);
    } catch (DataFormatException corrupt) {
      malformed = true;
    }
  }

  @Override
  public final void end() {
    cut = !mayEnd();
    inner.end();
  }

  @Override
  public final State state() {
    State state = inner.state();
    if (malformed) {
      return state == State.DONE ? State.DONE : State.MALFORMED;
    }
    return cut && state != State.MALFORMED ? State.CUT : state;
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
