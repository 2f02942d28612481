package io.costspan.provider;

import io.costspan.reading.RequestHead;
import io.costspan.reading.UsageReader;
import io.costspan.usage.CallUrl;
import io.costspan.wire.JsonPaths;

/**
 * An operation that a provider offers at a path, and how its usage is read. Compiled once, shared
 * by all calls.
 */
public interface Operation {
  /** Value of {@code gen_ai.provider.name}. */
  String provider();

  /** Value of {@code gen_ai.operation.name}. */
  String name();

  /** The paths that its reader wants from the request. */
  JsonPaths requestPaths();

  /** The paths that its reader wants from the response. */
  JsonPaths responsePaths();

  /** Whether a response may consist of several JSON documents, whatever its content type says. */
  default boolean lines() {
    return false;
  }

  /** Whether a request for it may begin anything that costs something. */
  default boolean mayCost(Request request) {
    return true;
  }

  /** Creates a reader for one call. */
  UsageReader start(CallUrl url, RequestHead head);
}
