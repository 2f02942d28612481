package io.costspan.telemetry.otel;

import io.opentelemetry.context.Context;

/**
 * Whether OpenTelemetry's own instrumentation measures a call of a model. It keeps what it needs at
 * the end of the call in the context, also if the trace is not sampled.
 */
final class Measurement {
  private static final String STATE = "gen-ai-client-metrics-state";

  private Measurement() {}

  static boolean isUnderWay(Context context) {
    return ContextEntries.get(context, STATE) != null;
  }
}
