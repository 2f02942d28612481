package io.costspan.telemetry;

import java.time.Duration;

/**
 * The time between two homes of an application, which closes its SDK and builds another one when
 * its context restarts. Sums and points can wait for that; in an SDK of the agent's own they would
 * go to another place, where perhaps nobody listens.
 */
final class BetweenHomes {
  private final Duration longest;
  private boolean begun;
  private long begunNanos;

  /**
   * @param longest after that time, nobody is waited for any more
   */
  BetweenHomes(Duration longest) {
    this.longest = longest;
  }

  /** It begins with a home of the application that has none after it, and ends with any home. */
  void note(Found before, Found after) {
    if (after != Found.NONE) {
      begun = false;
    } else if (before != Found.NONE) {
      begun = true;
      begunNanos = System.nanoTime();
    }
  }

  boolean isUnderWay() {
    return begun && System.nanoTime() - begunNanos < longest.toNanos();
  }

  /** Ends it. Returns whether there was one. */
  boolean end() {
    boolean was = begun;
    begun = false;
    return was;
  }
}
