package io.costspan.pipeline;

import io.costspan.usage.UsageRecord;

/** A call between its begin and its end. */
public interface OpenCall {
  /** Called once, when the last byte was seen or will never come. Never throws, never blocks. */
  void end(CallFacts facts, UsageRecord usage);
}
