package io.costspan.pipeline;

import io.costspan.usage.CallStart;
import io.costspan.usage.UsageRecord;
import org.jspecify.annotations.Nullable;

/** Where an exchange announces that an AI call has begun. */
public interface Calls {
  /** Begins a call. Runs on the application's thread, so it never throws and never blocks. */
  OpenCall begin(CallStart start);

  /**
   * Begins a call that the application made on another thread.
   *
   * @param surroundings what {@link #surroundings} returned there, null if that is not known
   */
  default OpenCall begin(CallStart start, @Nullable Object surroundings) {
    return begin(start);
  }

  /** What surrounds a call that this thread makes; null if nobody would notice. */
  default @Nullable Object surroundings() {
    return null;
  }

  /**
   * The logical request that a call belongs to which begins now; null if that is not known.
   *
   * @param surroundings as for {@link #begin(CallStart, Object)}
   */
  default @Nullable LogicalRequest request(@Nullable Object surroundings) {
    return null;
  }

  /** The OpenTelemetry baggage of this thread with that key; null if there is none. */
  default @Nullable String baggage(String key) {
    return null;
  }

  /**
   * Whether calls have spans that others on the same thread may see, so that it matters where
   * exactly a call begins.
   */
  default boolean areSurrounded() {
    return false;
  }

  /**
   * Settles a job that nobody saw finish. Never throws and never blocks.
   *
   * @param start of the call that began the job
   * @param usage what the job probably consumed
   */
  default void settle(CallStart start, UsageRecord usage) {}
}
