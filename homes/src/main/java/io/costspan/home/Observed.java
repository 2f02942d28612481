package io.costspan.home;

import org.jspecify.annotations.Nullable;

/**
 * Knows of spans that describe calls of models, but of which OpenTelemetry does not tell that: it
 * is told only when they end.
 */
@FunctionalInterface
public interface Observed {
  /** Nothing is known. */
  Observed NOTHING = () -> null;

  /** The span around the call that this thread makes, as its SDK has it; null if there is none. */
  @Nullable Object span();
}
