package io.costspan.provider;

import io.costspan.reading.FixedReader;
import io.costspan.reading.UsageReader;
import io.costspan.wire.JsonPaths;
import org.jspecify.annotations.Nullable;

/**
 * An operation of which nothing is read.
 *
 * @param free why it is not billed, null if nobody knows what it does
 */
record FixedOperation(String provider, String name, @Nullable String free)
    implements Operation, ReaderSpec {
  private static final JsonPaths NOTHING = new JsonPaths();

  @Override
  public ReaderSpec reader() {
    return this;
  }

  @Override
  public JsonPaths requestPaths() {
    return NOTHING;
  }

  @Override
  public JsonPaths responsePaths() {
    return NOTHING;
  }

  @Override
  public UsageReader start(OperationMatch match) {
    return new FixedReader(provider, name, free);
  }
}
