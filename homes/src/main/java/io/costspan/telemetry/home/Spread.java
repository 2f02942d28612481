package io.costspan.telemetry.home;

import org.jspecify.annotations.Nullable;

/** A histogram. */
@FunctionalInterface
public interface Spread {
  /**
   * Records a value.
   *
   * @param context {@link OpenSpan#context} of the span that an exemplar should lead to, which may
   *     be of another home; null if there is none
   */
  void record(double value, Tags tags, @Nullable Object context);
}
