package io.costspan.pipeline;

import io.costspan.usage.UsageRecord;

/** A call under way. */
public interface OpenCall {
  /**
   * Called once, when the last byte has been seen or will never arrive. Never throws and never
   * blocks.
   */
  void end(CallFacts facts, UsageRecord usage);
}
