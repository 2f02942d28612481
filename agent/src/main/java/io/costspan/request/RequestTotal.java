package io.costspan.request;

import io.costspan.pipeline.SpanRef;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a logical request has cost that is over.
 *
 * @param amounts by currency
 * @param owners whom all its calls have in common
 * @param root the span with which it begins, null if that is not known
 */
public record RequestTotal(
    Map<String, BigDecimal> amounts, Map<String, String> owners, @Nullable SpanRef root) {}
