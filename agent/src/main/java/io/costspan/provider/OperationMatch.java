package io.costspan.provider;

import io.costspan.usage.CallUrl;

/** The operation that a request asks for, and what its URL says besides. */
public record OperationMatch(Operation operation, CallUrl url) {}
