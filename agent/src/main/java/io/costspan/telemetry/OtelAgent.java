package io.costspan.telemetry;

import io.costspan.health.Faults;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** The OpenTelemetry Java agent, which may run in the same JVM. */
final class OtelAgent {
  private static final @Nullable Method SUPPRESS = suppress();

  private OtelAgent() {}

  /** Runs a task so that the other agent makes no spans of the HTTP calls in it. */
  static void runUnwatched(Runnable task) {
    if (SUPPRESS == null) {
      task.run();
      return;
    }
    try {
      SUPPRESS.invoke(null, task);
    } catch (InvocationTargetException fault) {
      Faults.count("export", fault);
    } catch (IllegalAccessException e) {
      task.run();
    }
  }

  /** Its API, {@code io.opentelemetry.api}, under the name that it gives it. */
  private static @Nullable Method suppress() {
    // Joined at run time, because packing renames what begins like the library itself.
    String api = String.join(".", "io", "opentelemetry.javaagent.shaded.io.opentelemetry.api");
    for (String place : new String[] {".impl", ".internal"}) {
      try {
        return Class.forName(api + place + ".InstrumentationUtil", true, null)
            .getMethod("suppressInstrumentation", Runnable.class);
      } catch (ReflectiveOperationException | LinkageError e) {
        // Not there, or there under the other name.
      }
    }
    return null;
  }
}
