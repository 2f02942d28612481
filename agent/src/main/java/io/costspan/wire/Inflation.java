package io.costspan.wire;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Inflates bytes as they arrive and passes them on, in pieces of limited size. */
final class Inflation {
  private static final byte[] NOTHING = {};
  private static final int PIECE_BYTES = 4096;

  private final Inflater inflater;
  private final Framing inner;
  private final byte[] piece = new byte[PIECE_BYTES];
  private long handedOn;

  /**
   * @param raw whether the deflated bytes come without the header and checksum of zlib
   */
  Inflation(boolean raw, Framing inner) {
    this.inflater = new Inflater(raw);
    this.inner = inner;
  }

  /**
   * Inflates until the input or the deflated bytes end, or until the inner framing needs no more.
   *
   * @return the index of the first byte that does not belong to the deflated ones
   */
  int bytes(byte[] array, int from, int to) throws DataFormatException {
    inflater.setInput(array, from, to - from);
    while (!inflater.finished() && inner.state() == Framing.State.OPEN && inflatePiece()) {}
    if (inflater.needsDictionary()) {
      throw new DataFormatException("needs a dictionary");
    }
    int next = to - inflater.getRemaining();
    inflater.setInput(NOTHING);
    return next;
  }

  /** Returns whether there was anything to pass on. */
  private boolean inflatePiece() throws DataFormatException {
    try {
      return handOn(inflater.inflate(piece));
    } catch (DataFormatException corrupt) {
      // What came before the corruption is already in the piece.
      handOn((int) (inflater.getBytesWritten() - handedOn));
      throw corrupt;
    }
  }

  private boolean handOn(int count) {
    handedOn += count;
    inner.bytes(piece, 0, count);
    return count > 0;
  }

  /** Whether the deflated bytes have ended. */
  boolean finished() {
    return inflater.finished();
  }

  /** Starts over with other deflated bytes. */
  void reset() {
    inflater.reset();
    handedOn = 0;
  }

  void release() {
    inflater.end();
  }
}
