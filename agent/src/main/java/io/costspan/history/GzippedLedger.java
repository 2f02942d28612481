package io.costspan.history;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** A ledger that is gzipped. One that was cut, or is damaged, ends at that place. */
final class GzippedLedger extends FilterInputStream {
  private static final int BUFFER = 64 * 1024;

  private boolean damaged;

  private GzippedLedger(InputStream unfolded) {
    super(unfolded);
  }

  static GzippedLedger of(InputStream in) throws IOException {
    try {
      return new GzippedLedger(new GZIPInputStream(in, BUFFER));
    } catch (EOFException | ZipException headless) {
      GzippedLedger nothing = new GzippedLedger(InputStream.nullInputStream());
      nothing.damaged = true;
      return nothing;
    }
  }

  /** Whether something is missing behind what was read. */
  boolean isDamaged() {
    return damaged;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    try {
      return damaged ? -1 : in.read(bytes, offset, length);
    } catch (EOFException | ZipException e) {
      damaged = true;
      return -1;
    }
  }
}
