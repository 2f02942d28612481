package io.costspan.pipeline;

import io.costspan.usage.CallStart;
import io.costspan.usage.UsageRecord;

/** Where an exchange announces that an AI call has begun. */
public interface Calls {
  /** Begins a call. Runs on the application's thread, so it never throws and never blocks. */
  OpenCall begin(CallStart start);

  /**
   * Settles a job that nobody saw finish. Never throws and never blocks.
   *
   * @param start of the call that began the job
   * @param usage what the job probably consumed
   */
  default void settle(CallStart start, UsageRecord usage) {}
}
