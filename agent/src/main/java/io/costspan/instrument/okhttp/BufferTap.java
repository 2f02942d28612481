package io.costspan.instrument.okhttp;

import io.costspan.exchange.BodyTap;
import io.costspan.health.Faults;
import okio.Buffer;

/** Shows a tap the bytes in an Okio buffer, without copying them. */
final class BufferTap {
  private final Buffer.UnsafeCursor cursor = new Buffer.UnsafeCursor();
  BodyTap behind;

  BufferTap(BodyTap behind) {
    this.behind = behind;
  }

  void bytes(Buffer buffer, long offset, long byteCount) {
    if (byteCount == 0 || behind == BodyTap.NONE) {
      return;
    }
    try {
      show(buffer, offset, byteCount);
    } catch (Throwable fault) {
      Faults.count("okhttp_body", fault);
      behind.close();
      behind = BodyTap.NONE;
    }
  }

  private void show(Buffer buffer, long offset, long byteCount) {
    try (Buffer.UnsafeCursor segment = buffer.readUnsafe(cursor)) {
      long left = byteCount;
      for (int length = segment.seek(offset); left > 0; length = segment.next()) {
        int shown = (int) Math.min(left, length);
        behind.bytes(segment.data, segment.start, shown);
        left -= shown;
      }
    }
  }

  void end() {
    behind.end();
  }

  void close() {
    behind.close();
  }

  void fail(Throwable cause) {
    behind.fail(cause);
  }
}
