package io.costspan.provider;

import io.costspan.wire.Headers;
import org.jspecify.annotations.Nullable;

/** A host and port behind which a provider listens. */
public interface Endpoint {
  /** As the application addressed it, in lower case. */
  String host();

  /** Never -1: the scheme's default is filled in. */
  int port();

  /**
   * The operation of a request, or null if its path lies outside this endpoint.
   *
   * @param query without the question mark, null if there is none
   */
  @Nullable OperationMatch match(
      String method, String path, @Nullable String query, Headers requestHeaders);
}
