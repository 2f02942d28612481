package io.costspan.provider;

import io.costspan.reading.RequestHead;
import io.costspan.reading.UsageReader;
import io.costspan.usage.CallUrl;
import io.costspan.wire.JsonPaths;

/**
 * One thing that a provider offers at a path, and how its usage is read; compiled once, shared by
 * all calls.
 */
public interface Operation {
  /** Value of {@code gen_ai.provider.name}. */
  String provider();

  /** Value of {@code gen_ai.operation.name}. */
  String name();

  /** What its reader wants of the request. */
  JsonPaths requestPaths();

  /** What its reader wants of the response. */
  JsonPaths responsePaths();

  /** Whether a response's JSON documents may follow each other, whatever its content type says. */
  default boolean lines() {
    return false;
  }

  /** A reader for one call. */
  UsageReader start(CallUrl url, RequestHead head);
}
