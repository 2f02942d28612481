package io.costspan.telemetry;

import io.costspan.home.GlobalSdk;
import io.costspan.home.Renaming;
import org.jspecify.annotations.Nullable;

/** The OpenTelemetry Java agent, which may run in the same JVM. */
final class OtelAgent {
  /** Its copy of the library, under the names that it uses. */
  // Concatenated at run time, because packing relocates names that begin like the library's.
  private static final String LIBRARY =
      String.join(".", "io", "opentelemetry.javaagent.shaded.io.opentelemetry.");

  private OtelAgent() {}

  /** Its SDK; null if the agent is not there, is disabled or has not started yet. */
  static @Nullable Object sdk() {
    return GlobalSdk.in(null, LIBRARY + "api.GlobalOpenTelemetry");
  }

  /** Makes an adapter fit its names. */
  static Renaming renaming() {
    return Renaming.of(LIBRARY);
  }
}
