package io.costspan.provider;

import io.costspan.reading.UsageReader;
import io.costspan.wire.JsonPaths;

/** What an operation's usage is read from; compiled once, shared by all calls. */
public interface ReaderSpec {
  JsonPaths requestPaths();

  JsonPaths responsePaths();

  /** Whether a response's JSON documents may follow each other, whatever its content type says. */
  default boolean lines() {
    return false;
  }

  /** A reader for one call. */
  UsageReader start(OperationMatch match);
}
