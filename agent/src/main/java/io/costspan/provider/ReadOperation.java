package io.costspan.provider;

import io.costspan.usage.JsonPaths;
import io.costspan.usage.UsageReader;
import io.costspan.usage.UsageRules;

/** An operation whose usage a provider file tells how to read. */
record ReadOperation(String provider, String name, UsageRules rules)
    implements Operation, ReaderSpec {

  @Override
  public ReaderSpec reader() {
    return this;
  }

  @Override
  public JsonPaths requestPaths() {
    return rules.requestPaths();
  }

  @Override
  public JsonPaths responsePaths() {
    return rules.responsePaths();
  }

  @Override
  public UsageReader start(OperationMatch match) {
    return rules.start(provider, name, match.attributes());
  }
}
