package io.costspan.net;

import io.costspan.health.Faults;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** The OpenTelemetry Java agent, which may run in the same JVM. */
final class OtherAgent {
  private static final @Nullable Method SUPPRESS = suppress();

  private OtherAgent() {}

  /** Runs a task in such a way that the other agent creates no spans for its HTTP calls. */
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

  /** The other agent's copy of {@code io.opentelemetry.api}, under the name that it uses. */
  private static @Nullable Method suppress() {
    // Concatenated at run time, because packing relocates names that begin like the library's.
    String api = String.join(".", "io", "opentelemetry.javaagent.shaded.io.opentelemetry.api");
    for (String place : new String[] {".impl", ".internal"}) {
      try {
        return Class.forName(api + place + ".InstrumentationUtil", true, null)
            .getMethod("suppressInstrumentation", Runnable.class);
      } catch (ReflectiveOperationException | LinkageError e) {
        // Not present, or present under the other name.
      }
    }
    return null;
  }
}
