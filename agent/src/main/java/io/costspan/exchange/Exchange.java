package io.costspan.exchange;

import io.costspan.wire.Headers;
import java.net.HttpURLConnection;
import org.jspecify.annotations.Nullable;

/**
 * One AI call on its way through an HTTP client, to which the advice of clients reports. No method
 * throws. The exchange ends once, at the first of these: the content of the reply is complete; the
 * response tap has ended, was closed or failed; or {@link #failed} was called. An exchange that
 * nobody ends is settled when neither it nor one of its taps is reachable any more, or at exit.
 */
public interface Exchange {
  /** Whether a final reply has no body, whatever its headers say of one. */
  static boolean isBodiless(String method, int status) {
    return method.equals("HEAD")
        || status == HttpURLConnection.HTTP_NO_CONTENT
        || status == HttpURLConnection.HTTP_NOT_MODIFIED;
  }

  /**
   * Makes the call the parent of the spans that this thread begins, until the result is closed by
   * the same thread. Null if nobody would notice.
   */
  default @Nullable AutoCloseable enter() {
    return null;
  }

  /**
   * The client sends a request to the server: the first one, or another one because of a redirect,
   * a login or a failure. What was seen of an earlier reply is discarded, and the end of a reply
   * ends the exchange only once the client has {@link #answered}. Clients that are watched above
   * all that do not call this.
   */
  default void hop() {}

  /** The client has answered the application, with the reply to the latest hop. */
  default void answered() {}

  /**
   * A tap for the request's body. Each call starts over, because clients write a body again when
   * they retry or follow a redirect.
   */
  BodyTap requestBody(@Nullable String contentType, @Nullable String contentEncoding);

  /** The request's body is sent without being watched. */
  void requestUnseen();

  /**
   * The response head has arrived; the tap is for the body's bytes as the application receives
   * them. A reply without a body is ended by {@link BodyTap#end} at once.
   *
   * @param headers as the application sees them: without {@code Content-Encoding} if the client has
   *     already decompressed the body
   */
  BodyTap responseBody(int status, Headers headers);

  /** The client answered the call from its own cache: nothing is billed. */
  void servedFromCache();

  /** No response arrived. */
  void failed(@Nullable Throwable cause);
}
