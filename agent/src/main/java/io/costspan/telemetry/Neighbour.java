package io.costspan.telemetry;

import org.jspecify.annotations.Nullable;

/**
 * An instrumentation of the application's AI library, which measures tokens and time of some calls
 * by itself.
 */
interface Neighbour {
  /** There is none. */
  Neighbour NONE =
      new Neighbour() {
        @Override
        public boolean begins(@Nullable Object surroundings) {
          return false;
        }

        @Override
        public boolean measures(boolean begun) {
          return false;
        }
      };

  /**
   * Whether it is at work around a call that begins.
   *
   * @param surroundings see {@link io.costspan.home.Spans#begin}
   */
  boolean begins(@Nullable Object surroundings);

  /**
   * Whether it shows a call that has ended where we would.
   *
   * @param begun the answer when the call began
   */
  boolean measures(boolean begun);
}
