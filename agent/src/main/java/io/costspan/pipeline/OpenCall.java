package io.costspan.pipeline;

import io.costspan.usage.UsageRecord;
import org.jspecify.annotations.Nullable;

/** A call under way. */
@FunctionalInterface
public interface OpenCall {
  /**
   * Makes the call the parent of the spans that this thread begins, until the result is closed.
   * Never throws and never blocks. Null if nobody would notice.
   */
  default @Nullable AutoCloseable enter() {
    return null;
  }

  /**
   * Called once, when the last byte has been seen or will never arrive. Never throws and never
   * blocks.
   */
  void end(CallFacts facts, UsageRecord usage);
}
