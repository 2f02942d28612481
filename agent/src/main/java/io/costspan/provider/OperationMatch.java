package io.costspan.provider;

import java.util.Map;

/**
 * The operation that a request asks for.
 *
 * @param attributes captured from host and path, such as {@code model}, {@code deployment}, {@code
 *     geo}
 */
public record OperationMatch(Operation operation, Map<String, String> attributes) {}
