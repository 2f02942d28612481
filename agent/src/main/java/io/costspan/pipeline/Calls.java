package io.costspan.pipeline;

import io.costspan.usage.CallStart;
import io.costspan.usage.UsageRecord;

/** Where an exchange announces that an AI call has begun. */
public interface Calls {
  /** Never throws and never blocks: it runs on the application's thread. */
  OpenCall begin(CallStart start);

  /** The prices of that provider will be asked for soon. Never throws and never blocks. */
  default void expect(String provider) {}

  /**
   * A job that a call began was not seen finished. Never throws and never blocks.
   *
   * @param start of that call
   * @param usage what the job probably consumed
   */
  default void settle(CallStart start, UsageRecord usage) {}
}
