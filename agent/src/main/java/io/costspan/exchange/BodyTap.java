package io.costspan.exchange;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Watches the bytes of one body as the application moves them. No method throws, blocks, keeps a
 * buffer or changes its position; after our first fault the tap is off and everything is a no-op.
 * Bytes of one body must be reported in order, by one thread at a time.
 */
public interface BodyTap {
  /** A tap that looks away. */
  BodyTap NONE = new BlindTap();

  /** The application is about to see, or has just seen, these bytes. */
  void bytes(byte[] array, int offset, int length);

  /**
   * As {@link #bytes(byte[], int, int)}, for the remaining bytes of a buffer, which stays as it is.
   */
  void bytes(ByteBuffer buffer);

  /** The body is complete. */
  void end();

  /** The application closed or cancelled before the end. */
  void close();

  /** The body broke. */
  void fail(@Nullable Throwable cause);
}
