package io.costspan.home;

import org.jspecify.annotations.Nullable;

/** A histogram. */
@FunctionalInterface
public interface Spread {
  /**
   * Records a value.
   *
   * @param traceId of the span that an exemplar should lead to, which may be of another home; null
   *     if there is none, or if its trace is not sampled
   */
  void record(double value, Tags tags, @Nullable String traceId, String spanId);
}
