package io.costspan.instrument.okhttp;

import io.costspan.exchange.BodyTap;
import io.costspan.health.Faults;
import java.io.IOException;
import okio.Buffer;
import okio.ForwardingSink;
import okio.Sink;

/** Watches a request body on its way to the connection. */
final class OkHttpRequestTap extends ForwardingSink {
  private final BufferTap tap;

  OkHttpRequestTap(Sink sink, BodyTap tap) {
    super(sink);
    this.tap = new BufferTap(tap);
  }

  @Override
  public void write(Buffer source, long byteCount) throws IOException {
    try {
      tap.bytes(source, 0, byteCount); // before, because writing consumes them
    } catch (Throwable fault) {
      Faults.uncaught++;
      tap.behind = BodyTap.NONE;
    }
    super.write(source, byteCount);
  }

  @Override
  public void close() throws IOException {
    super.close();
    try {
      tap.end();
    } catch (Throwable fault) {
      Faults.uncaught++;
    }
  }
}
