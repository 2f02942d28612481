package io.costspan.provider;

import io.costspan.reading.RequestHead;
import io.costspan.reading.UsageReader;
import io.costspan.usage.CallUrl;

/** The operation that a request asks for, and what its URL and its head say besides. */
public record OperationMatch(Operation operation, CallUrl url, RequestHead head) {
  /** A reader for this call. */
  public UsageReader start() {
    return operation.start(url, head);
  }
}
