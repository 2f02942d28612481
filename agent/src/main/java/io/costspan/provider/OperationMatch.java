package io.costspan.provider;

import io.costspan.usage.CallUrl;
import io.costspan.usage.RequestHead;

/** The operation that a request asks for, and what its URL and its head say besides. */
public record OperationMatch(Operation operation, CallUrl url, RequestHead head) {}
