package io.costspan.telemetry.otel;

import io.opentelemetry.context.Context;
import java.lang.reflect.Field;

/**
 * Whether OpenTelemetry's own instrumentation measures a call of a model. It keeps what it needs at
 * the end of the call in the context, also if the trace is not sampled, under a key that only it
 * can read, but that has a name.
 */
final class Measurement {
  private static final String STATE = "gen-ai-client-metrics-state";

  private Measurement() {}

  static boolean isUnderWay(Context context) {
    try {
      Field entries = context.getClass().getDeclaredField("entries");
      entries.setAccessible(true);
      Object[] keysAndValues = (Object[]) entries.get(context);
      for (int i = 0; i < keysAndValues.length; i += 2) {
        if (keysAndValues[i].toString().equals(STATE)) {
          return true;
        }
      }
      return false;
    } catch (ReflectiveOperationException | RuntimeException unreadable) {
      return false;
    }
  }
}
