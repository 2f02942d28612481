package io.costspan.telemetry.otel;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import org.jspecify.annotations.Nullable;

/** The W3C header {@code traceparent}: version, trace, span and flags in hexadecimal. */
public final class TraceParent {
  private static final int TRACE = 3;
  private static final int SPAN = 36;
  private static final int FLAGS = 53;
  private static final int LENGTH = 55;

  private TraceParent() {}

  /** The span that a header names; null if it is malformed or of a version to come. */
  public static @Nullable SpanContext read(String header) {
    if (header.length() != LENGTH || !header.startsWith("00-")) {
      return null;
    }
    try {
      SpanContext named =
          SpanContext.createFromRemoteParent(
              header.substring(TRACE, SPAN - 1),
              header.substring(SPAN, FLAGS - 1),
              TraceFlags.fromHex(header, FLAGS),
              TraceState.getDefault());
      return named.isValid() ? named : null;
    } catch (RuntimeException malformed) {
      return null;
    }
  }
}
