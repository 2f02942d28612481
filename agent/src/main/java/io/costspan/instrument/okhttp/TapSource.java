package io.costspan.instrument.okhttp;

import io.costspan.exchange.BodyTap;
import io.costspan.health.Faults;
import java.io.IOException;
import okio.Buffer;
import okio.ForwardingSource;
import okio.Source;

/** Watches a response body as the application reads it. */
final class TapSource extends ForwardingSource {
  private final BufferTap tap;

  TapSource(Source source, BodyTap tap) {
    super(source);
    this.tap = new BufferTap(tap);
  }

  @Override
  public long read(Buffer sink, long byteCount) throws IOException {
    long count;
    try {
      count = super.read(sink, byteCount);
    } catch (Throwable cause) {
      try {
        tap.fail(cause);
      } catch (Throwable fault) {
        Faults.uncaught++;
      }
      throw cause;
    }
    try {
      if (count < 0) {
        tap.end();
      } else {
        tap.bytes(sink, sink.size() - count, count);
      }
    } catch (Throwable fault) {
      Faults.uncaught++;
      tap.behind = BodyTap.NONE;
    }
    return count;
  }

  @Override
  public void close() throws IOException {
    try {
      super.close();
    } finally {
      try {
        tap.close();
      } catch (Throwable fault) {
        Faults.uncaught++;
      }
    }
  }
}
