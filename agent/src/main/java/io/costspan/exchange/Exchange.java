package io.costspan.exchange;

import io.costspan.wire.Headers;
import org.jspecify.annotations.Nullable;

/**
 * One AI call on its way through an HTTP client: what the clients' advice reports to. No method
 * throws. The exchange ends once, at the first of: the meaning of the reply is complete, the
 * response tap ended, closed or failed, {@link #failed}. One that nobody ends is settled when
 * neither it nor a tap of it is reachable any more, or at exit.
 */
public interface Exchange {
  /**
   * A tap for the request's body. Each call starts anew, because clients write a body again when
   * they retry or follow a redirect.
   */
  BodyTap requestBody(@Nullable String contentType, @Nullable String contentEncoding);

  /** The request's body leaves without being watched. */
  void requestUnseen();

  /**
   * The response head has arrived; the tap is for the body's bytes as the application gets them. A
   * reply without a body is ended by {@link BodyTap#end} at once.
   *
   * @param headers as the application sees them: where the client already decompressed and dropped
   *     {@code Content-Encoding}, so must these
   */
  BodyTap responseBody(int status, Headers headers);

  /** The client answered from its own cache: nothing is billed. */
  void servedFromCache();

  /** No response came. */
  void failed(@Nullable Throwable cause);
}
