package io.costspan.provider;

import org.jspecify.annotations.Nullable;

/** A host and port at which a provider listens. */
public interface Endpoint {
  /** As the application addressed it, in lower case. */
  String host();

  /** The port, never -1: the scheme's default is filled in. */
  int port();

  /** The operation of a request, or null if its path does not belong to this endpoint. */
  @Nullable OperationMatch match(Request request);
}
