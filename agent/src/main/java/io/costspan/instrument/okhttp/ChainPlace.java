package io.costspan.instrument.okhttp;

import java.util.List;

/**
 * The position in OkHttp's chain at which a call is watched: below the application's interceptors
 * and above OkHttp's own, so that a call is seen once regardless of redirects, retries and
 * authentication, and with its body decompressed.
 *
 * <p>It is a position and not an additional interceptor: neither the client's list nor the call's
 * gains an element, and a call to another host costs a few comparisons and no allocation. Classes
 * are compared by name because OkHttp 5 is a module that does not export its internals.
 */
final class ChainPlace {
  private static final String FIRST_INTERNAL = "okhttp3.internal.http.RetryAndFollowUpInterceptor";

  private ChainPlace() {}

  /** Whether the interceptor at that index is the first below the position. */
  static boolean isBefore(List<?> interceptors, int index) {
    return leadsInside(interceptors, index)
        && (index == 0 || !isDecompressor(interceptors.get(index - 1)));
  }

  /**
   * A decompressor at the end of the application's list decodes what OkHttp itself cannot (Brotli,
   * Zstandard), so the position is above it.
   */
  private static boolean leadsInside(List<?> interceptors, int index) {
    int next = index;
    while (next < interceptors.size() && isDecompressor(interceptors.get(next))) {
      next++;
    }
    return next < interceptors.size()
        && interceptors.get(next).getClass().getName().equals(FIRST_INTERNAL);
  }

  private static boolean isDecompressor(Object interceptor) {
    String name = interceptor.getClass().getName();
    return name.equals("okhttp3.brotli.BrotliInterceptor")
        || name.equals("okhttp3.CompressionInterceptor");
  }
}
