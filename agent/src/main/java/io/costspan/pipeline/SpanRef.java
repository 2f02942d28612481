package io.costspan.pipeline;

/** Ids of the span that carries a call's money, in lower-case hexadecimal. */
public interface SpanRef {
  String traceId();

  String spanId();

  /** The span with these ids. */
  static SpanRef of(String traceId, String spanId) {
    return new Known(traceId, spanId);
  }

  /** Ids that are written already. */
  record Known(String traceId, String spanId) implements SpanRef {}
}
