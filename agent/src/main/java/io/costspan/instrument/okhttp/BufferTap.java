package io.costspan.instrument.okhttp;

import io.costspan.exchange.BodyTap;
import io.costspan.health.Faults;
import java.util.concurrent.atomic.AtomicReference;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** Shows a tap the bytes in an Okio buffer, without copying them. */
final class BufferTap {
  /** A cursor that nobody uses at the moment. It leads to no buffer. */
  private static final AtomicReference<Buffer.@Nullable UnsafeCursor> IDLE =
      new AtomicReference<>();

  private BufferTap() {}

  /**
   * Shows a part of a buffer.
   *
   * @return the tap for what follows, which is none if that has failed
   */
  static BodyTap show(Buffer buffer, long offset, long byteCount, BodyTap to) {
    if (byteCount == 0 || to == BodyTap.NONE) {
      return to;
    }
    try {
      Buffer.UnsafeCursor known = IDLE.getAndSet(null);
      Buffer.UnsafeCursor cursor = known == null ? new Buffer.UnsafeCursor() : known;
      show(buffer, offset, byteCount, to, cursor);
      IDLE.setRelease(cursor);
      return to;
    } catch (Throwable fault) {
      Faults.count("okhttp_body", fault);
      to.close();
      return BodyTap.NONE;
    }
  }

  private static void show(
      Buffer buffer, long offset, long byteCount, BodyTap to, Buffer.UnsafeCursor cursor) {
    try (Buffer.UnsafeCursor segment = buffer.readUnsafe(cursor)) {
      long left = byteCount;
      for (int length = segment.seek(offset); left > 0; length = segment.next()) {
        int shown = (int) Math.min(left, length);
        to.bytes(segment.data, segment.start, shown);
        left -= shown;
      }
    }
  }
}
