package io.costspan.exchange;

import io.costspan.health.Faults;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Watches a body as it is written. Its end is reported by the writer, because streams stay open.
 */
public final class TapOutputStream extends OutputStream {
  private final OutputStream out;
  private BodyTap tap;
  private final byte[] single = new byte[1];

  public TapOutputStream(OutputStream out, BodyTap tap) {
    this.out = out;
    this.tap = tap;
  }

  @Override
  public void write(int value) throws IOException {
    out.write(value);
    try {
      single[0] = (byte) value;
      tap.bytes(single, 0, 1);
    } catch (Throwable fault) {
      Faults.uncaught++;
      tap = BodyTap.NONE;
    }
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    out.write(source, offset, length);
    try {
      tap.bytes(source, offset, length);
    } catch (Throwable fault) {
      Faults.uncaught++;
      tap = BodyTap.NONE;
    }
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
