package io.costspan.exchange;

import org.jspecify.annotations.Nullable;

/**
 * The body of a request that is not sent yet. It is looked at only if whoever made it holds it in
 * memory and lets the client write it as often as it likes, or if what it has written is sent.
 */
public interface HeldBody {
  /** Larger bodies are not looked at. */
  int LIMIT_BYTES = 8 << 20;

  /** A body that cannot be looked at. */
  HeldBody UNSEEN = tap -> false;

  /**
   * Shows the bytes to a tap. What the application's own code throws here is of no consequence.
   *
   * @return whether the tap was shown all of them
   */
  boolean show(BodyTap tap) throws Exception;

  /** What the body itself says of its type, for a head that does not; null if it says nothing. */
  default @Nullable String contentType() {
    return null;
  }

  /** Whether a body of that length may be looked at; not if it is empty or unknown. */
  static boolean isFit(long lengthBytes) {
    return lengthBytes > 0 && lengthBytes <= LIMIT_BYTES;
  }
}
