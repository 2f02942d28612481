package io.costspan.instrument.okhttp;

import io.costspan.exchange.BodyTap;
import io.costspan.health.Faults;
import okio.Buffer;

/** Shows a tap the bytes within a buffer of okio, in place. */
final class BufferTap {
  private final Buffer.UnsafeCursor cursor = new Buffer.UnsafeCursor();
  private BodyTap tap;

  BufferTap(BodyTap tap) {
    this.tap = tap;
  }

  void bytes(Buffer buffer, long offset, long byteCount) {
    if (byteCount == 0 || tap == BodyTap.NONE) {
      return;
    }
    try {
      show(buffer, offset, byteCount);
    } catch (Throwable fault) {
      Faults.count("okhttp_body", fault);
      tap.close();
      tap = BodyTap.NONE;
    }
  }

  private void show(Buffer buffer, long offset, long byteCount) {
    try (Buffer.UnsafeCursor segment = buffer.readUnsafe(cursor)) {
      long left = byteCount;
      for (int length = segment.seek(offset); left > 0; length = segment.next()) {
        int shown = (int) Math.min(left, length);
        tap.bytes(segment.data, segment.start, shown);
        left -= shown;
      }
    }
  }

  void end() {
    tap.end();
  }

  void close() {
    tap.close();
  }

  void fail(Throwable cause) {
    tap.fail(cause);
  }
}
