package io.costspan.provider;

import io.costspan.usage.Billing;
import io.costspan.usage.FixedReader;
import io.costspan.usage.JsonPaths;
import io.costspan.usage.UsageReader;

/** An operation of which nothing is read. */
record FixedOperation(String provider, String name, Billing billing)
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
    return new FixedReader(provider, name, billing);
  }
}
