package io.costspan.net;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Why a call failed, in words for the log. */
public final class Failures {
  private Failures() {}

  /**
   * Without the message, which may contain a header's value or the URL, except for these kinds of
   * errors.
   */
  public static String words(Exception e) {
    if (e instanceof UnknownHostException) {
      return "the host name is unknown";
    }
    if (e instanceof TimeoutException) {
      return "it takes too long";
    }
    return e instanceof ConnectException || e instanceof SSLException || e instanceof BadReply
        ? name(e) + e.getMessage()
        : e.getClass().getSimpleName();
  }

  private static String name(Exception e) {
    return e instanceof BadReply ? "" : e.getClass().getSimpleName() + ": ";
  }
}
