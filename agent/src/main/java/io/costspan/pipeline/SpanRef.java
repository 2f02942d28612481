package io.costspan.pipeline;

/** Ids of the span that carries a call's money, in lower-case hexadecimal. */
public record SpanRef(String traceId, String spanId) {}
