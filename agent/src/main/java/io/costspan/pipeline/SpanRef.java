package io.costspan.pipeline;

/** Ids of the span that carries a call's money, lower-case hex. */
public record SpanRef(String traceId, String spanId) {}
