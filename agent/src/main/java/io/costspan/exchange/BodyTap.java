package io.costspan.exchange;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Watches the bytes of one body as the application moves them. No method throws, blocks, keeps a
 * buffer or changes its position. After the agent's first failure the tap is off, and all methods
 * are no-ops. The bytes of one body must be reported in order, by one thread at a time.
 */
public interface BodyTap {
  /** A tap that does nothing. */
  BodyTap NONE = new BlindTap();

  /** The application is about to see, or has just seen, these bytes. */
  void bytes(byte[] array, int offset, int length);

  /**
   * Same as {@link #bytes(byte[], int, int)}, for the remaining bytes of a buffer, which is not
   * changed.
   */
  void bytes(ByteBuffer buffer);

  /**
   * What a client has moved out of a buffer, or into it, for {@link #bytes(ByteBuffer)}.
   *
   * @param from where the buffer stood before
   */
  static ByteBuffer passed(ByteBuffer buffer, int from) {
    return buffer.duplicate().limit(buffer.position()).position(from);
  }

  /** The body is complete. */
  void end();

  /** The application closed or cancelled the body before its end. */
  void close();

  /** The transfer of the body failed. */
  void fail(@Nullable Throwable cause);
}
