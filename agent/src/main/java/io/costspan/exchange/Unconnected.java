package io.costspan.exchange;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Set;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** Recognises failures that occur before a connection is established. */
final class Unconnected {
  /** Exceptions of clients, whose classes the agent must not load. */
  private static final Set<String> NAMES =
      Set.of(
          "ConnectTimeoutException",
          "ConnectionPoolTimeoutException",
          "ConnectionRequestTimeoutException",
          "HttpConnectTimeoutException");

  private static final int DEEPEST = 8;

  private Unconnected() {}

  /** Whether there was no connection, as far as the cause reveals. */
  static boolean says(@Nullable Throwable cause) {
    Throwable at = cause;
    for (int depth = 0; at != null && depth < DEEPEST; depth++) {
      if (is(at)) {
        return true;
      }
      at = at.getCause();
    }
    return false;
  }

  private static boolean is(Throwable cause) {
    return cause instanceof ConnectException
        || cause instanceof UnknownHostException
        || cause instanceof NoRouteToHostException
        || cause instanceof UnresolvedAddressException
        || cause instanceof SSLHandshakeException
        || NAMES.contains(cause.getClass().getSimpleName());
  }
}
