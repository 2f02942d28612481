package io.costspan.telemetry;

import io.costspan.home.Home;
import io.costspan.home.Meters;
import io.costspan.home.Spans;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * A home that was found for a signal.
 *
 * @param home referenced weakly, so that the agent keeps no application alive
 * @param keep the same, if nobody else holds it
 * @param hasSpans whether it still takes spans
 * @param hasMetrics whether it still takes metrics
 */
record Found(
    String name,
    WeakReference<Home> home,
    @Nullable Home keep,
    boolean hasSpans,
    boolean hasMetrics) {
  /** A signal without a home. */
  static final Found NONE = new Found("none", new WeakReference<>(null), null, false, false);

  static final String MICROMETER = "micrometer";

  private static final String EMBEDDED = "embedded";

  /** An SDK of the agent's own. */
  static Found embedded(Home home) {
    return forever(EMBEDDED, home);
  }

  boolean isEmbedded() {
    return name.equals(EMBEDDED);
  }

  /** Whether a home of that name is nobody else's. */
  static boolean isOfAgent(String name) {
    return name.equals(EMBEDDED) || name.equals(NONE.name);
  }

  /** A home that exists as long as the JVM. */
  static Found forever(String name, Home home) {
    return new Found(name, new WeakReference<>(home), home, true, true);
  }

  @Nullable Spans spans() {
    Home present = home.get();
    return present == null || !hasSpans ? null : present.spans();
  }

  @Nullable Meters meters() {
    Home present = home.get();
    return present == null || !hasMetrics ? null : present.meters();
  }

  boolean isSame(Found other) {
    return name.equals(other.name) && home.get() == other.home.get();
  }
}
