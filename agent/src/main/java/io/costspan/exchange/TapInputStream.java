package io.costspan.exchange;

import io.costspan.health.Faults;
import java.io.IOException;
import java.io.InputStream;

/**
 * Watches a body as the application reads it. Every way of reading and skipping that is not
 * overridden here ends in {@link #read(byte[], int, int)}, so no byte is missed. Bytes that are
 * read again after {@link #reset} are reported only once.
 */
public final class TapInputStream extends InputStream {
  private final InputStream in;
  private BodyTap tap;
  private final byte[] single = new byte[1];
  private long position;
  private long marked;
  private long reported;

  public TapInputStream(InputStream in, BodyTap tap) {
    this.in = in;
    this.tap = tap;
  }

  @Override
  public int read() throws IOException {
    int value;
    try {
      value = in.read();
    } catch (Throwable cause) {
      try {
        tap.fail(cause);
      } catch (Throwable fault) {
        Faults.uncaught++;
      }
      throw cause;
    }
    try {
      single[0] = (byte) value;
      report(single, 0, value < 0 ? -1 : 1);
    } catch (Throwable fault) {
      Faults.uncaught++;
      tap = BodyTap.NONE;
    }
    return value;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int count;
    try {
      count = in.read(target, offset, length);
    } catch (Throwable cause) {
      try {
        tap.fail(cause);
      } catch (Throwable fault) {
        Faults.uncaught++;
      }
      throw cause;
    }
    try {
      report(target, offset, count);
    } catch (Throwable fault) {
      Faults.uncaught++;
      tap = BodyTap.NONE;
    }
    return count;
  }

  private void report(byte[] array, int offset, int count) {
    if (count < 0) {
      tap.end();
      return;
    }
    position += count;
    int fresh = (int) Math.min(count, position - reported);
    if (fresh > 0) {
      tap.bytes(array, offset + count - fresh, fresh);
      reported = position;
    }
  }

  @Override
  public int available() throws IOException {
    return in.available();
  }

  @Override
  public void close() throws IOException {
    try {
      in.close();
    } finally {
      try {
        tap.close();
      } catch (Throwable fault) {
        Faults.uncaught++;
      }
    }
  }

  @Override
  public boolean markSupported() {
    return in.markSupported();
  }

  @Override
  @SuppressWarnings(
      "UnsynchronizedOverridesSynchronized") // as thread-safe as the underlying stream
  public void mark(int readLimit) {
    in.mark(readLimit);
    marked = position;
  }

  @Override
  @SuppressWarnings("UnsynchronizedOverridesSynchronized")
  public void reset() throws IOException {
    in.reset();
    position = marked;
  }
}
