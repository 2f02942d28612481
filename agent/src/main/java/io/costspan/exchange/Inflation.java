package io.costspan.exchange;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Hands inflated bytes on while deflated ones come, a bounded piece at a time. */
final class Inflation {
  private static final byte[] NOTHING = {};
  private static final int PIECE_BYTES = 4096;

  private final Inflater inflater;
  private final Framing inner;
  private final byte[] piece = new byte[PIECE_BYTES];

  /**
   * @param raw whether the deflated bytes stand alone, without header and checksum of zlib
   */
  Inflation(boolean raw, Framing inner) {
    this.inflater = new Inflater(raw);
    this.inner = inner;
  }

  /**
   * Inflates until the input or the deflated bytes end, or the inner framing needs no more.
   *
   * @return the first byte that does not belong to the deflated ones
   */
  int bytes(byte[] array, int from, int to) throws DataFormatException {
    inflater.setInput(array, from, to - from);
    boolean progress = true;
    while (progress && !inflater.finished() && inner.state() == Framing.State.OPEN) {
      int count = inflater.inflate(piece);
      inner.bytes(piece, 0, count);
      progress = count > 0;
    }
    if (inflater.needsDictionary()) {
      throw new DataFormatException("needs a dictionary");
    }
    int next = to - inflater.getRemaining();
    inflater.setInput(NOTHING);
    return next;
  }

  /** Whether the deflated bytes came to their end. */
  boolean finished() {
    return inflater.finished();
  }

  /** Begins anew with other deflated bytes. */
  void reset() {
    inflater.reset();
  }

  void release() {
    inflater.end();
  }
}
