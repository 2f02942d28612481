package io.costspan.benchmarks.process;

import java.io.IOException;

/**
 * A figure counts only if the work was done: the part of the calls, and of what they cost, that
 * arrived at the collector. 1 is as it should be.
 */
final class Money {
  private static final double ROUNDING = 1e-6;

  private Money() {}

  /** After the exit of a child that made chats only. */
  static void check(Lab lab, Jdk jdk, String row, Variant variant, Collector collector, long chats)
      throws IOException {
    if (!variant.isOurs()) {
      return;
    }
    double calls = collector.sum("costspan.calls") / chats;
    double usd = collector.sum("costspan.cost") / (chats * Replies.USD_PER_CHAT);
    boolean whole = calls == 1 && Math.abs(usd - 1) < ROUNDING;
    lab.results().add(jdk, "arrived." + row, variant, whole ? 1 : Math.min(calls, usd));
    if (!whole) {
      lab.results()
          .note(jdk, row + ": of " + chats + " calls " + calls + " arrived, of USD " + usd);
    }
  }
}
