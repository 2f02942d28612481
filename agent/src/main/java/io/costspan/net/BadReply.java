package io.costspan.net;

import java.io.IOException;

/** A server answered, but not with what was asked for. Its message is fit for the log. */
final class BadReply extends IOException {
  private static final long serialVersionUID = 1L;

  private final long retryAfterSeconds;

  BadReply(String message) {
    this(message, 0);
  }

  /**
   * @param retryAfterSeconds how long the server wants to be left alone
   */
  BadReply(String message, long retryAfterSeconds) {
    super(message);
    this.retryAfterSeconds = retryAfterSeconds;
  }

  long retryAfterSeconds() {
    return retryAfterSeconds;
  }
}
