package io.costspan.instrument.okhttp;

import java.util.List;

/**
 * The position in OkHttp's chain at which a call is watched: below the application's interceptors
 * and above OkHttp's own, so that a call is one exchange regardless of redirects, retries and
 * authentication.
 *
 * <p>It is a position and not an additional interceptor: neither the client's list nor the call's
 * gains an element, and a call to another host costs a few comparisons and no allocation. Classes
 * are compared by name because OkHttp 5 is a module that does not export its internals.
 */
final class ChainPlace {
  private static final String FIRST_INTERNAL = "okhttp3.internal.http.RetryAndFollowUpInterceptor";

  private static final String LAST_INTERNAL = "okhttp3.internal.connection.ConnectInterceptor";

  private ChainPlace() {}

  /** Whether the interceptor at that index is the first below the position. */
  static boolean isBefore(List<?> interceptors, int index) {
    return index < interceptors.size()
        && interceptors.get(index).getClass().getName().equals(FIRST_INTERNAL);
  }

  /**
   * Whether the application has interceptors below the position, which may put a body of their own
   * around the request's. Those of the OpenTelemetry agent do not.
   */
  static boolean isAboveOthers(List<?> interceptors) {
    boolean below = false;
    for (Object interceptor : interceptors.subList(0, interceptors.size() - 1)) {
      String name = interceptor.getClass().getName();
      if (below && !name.contains("opentelemetry")) {
        return true;
      }
      below |= name.equals(LAST_INTERNAL);
    }
    return !below;
  }
}
