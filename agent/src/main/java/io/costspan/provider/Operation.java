package io.costspan.provider;

import io.costspan.reading.RequestHead;
import io.costspan.reading.UsageReader;
import io.costspan.usage.CallUrl;

/**
 * An operation that a provider offers at a path, and how its usage is read. Compiled once, shared
 * by all calls.
 */
public interface Operation {
  /** Value of {@code gen_ai.provider.name}. */
  String provider();

  /** Value of {@code gen_ai.operation.name}. */
  String name();

  /** Whether a request for it may begin anything that costs something. */
  default boolean mayCost(Request request) {
    return true;
  }

  /** Creates a reader for one call. */
  UsageReader start(CallUrl url, RequestHead head);
}
