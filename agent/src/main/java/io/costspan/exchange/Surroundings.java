package io.costspan.exchange;

import io.costspan.owner.Noticed;
import io.costspan.pipeline.Calls;
import org.jspecify.annotations.Nullable;

/**
 * What surrounds a call on the thread that makes it, also for where it goes on on another one.
 *
 * @param frame the frame of the call, if it is passed on; null if there is none
 * @param telemetry see {@link Calls#surroundings}
 * @param noticed whose money the thread spends
 */
record Surroundings(@Nullable Frame frame, @Nullable Object telemetry, Noticed noticed) {
  Surroundings within(Frame frame) {
    return new Surroundings(frame, telemetry, noticed);
  }
}
