package io.costspan.provider;

import io.costspan.reading.RequestHead;
import io.costspan.reading.UsageReader;
import io.costspan.usage.CallUrl;

/** The operation that a request asks for, with its URL and its head. */
public record OperationMatch(Operation operation, CallUrl url, RequestHead head) {
  /** Creates a reader for this call. */
  public UsageReader start() {
    return operation.start(url, head);
  }
}
