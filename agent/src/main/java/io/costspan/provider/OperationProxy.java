package io.costspan.provider;

import io.costspan.reading.RequestHead;
import io.costspan.reading.UsageReader;
import io.costspan.usage.CallUrl;

/** Another operation, whose readers are replaced or observed. */
public abstract class OperationProxy implements Operation {
  private final Operation operation;

  protected OperationProxy(Operation operation) {
    this.operation = operation;
  }

  /** What to read a call with instead of the other operation's reader. */
  protected abstract UsageReader reader(UsageReader own);

  @Override
  public final UsageReader start(CallUrl url, RequestHead head) {
    return reader(operation.start(url, head));
  }

  @Override
  public final String provider() {
    return operation.provider();
  }

  @Override
  public final String name() {
    return operation.name();
  }

  @Override
  public final boolean mayCost(Request request) {
    return operation.mayCost(request);
  }
}
