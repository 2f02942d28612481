package io.costspan.benchmarks.process;

import java.io.IOException;

/**
 * A figure counts only if the work was done: the part of the calls, and of what they cost, that
 * arrived at the collector. 1 is as it should be.
 */
final class Money {
  private static final double ROUNDING = 1e-6;

  private Money() {}

  /**
   * After the exit of a child; of calls that are not chats only, nobody knows what they cost.
   *
   * @param repeated how many more calls may have arrived, which cost nothing that is known
   */
  static void check(
      Lab lab,
      Jdk jdk,
      String row,
      Variant variant,
      Collector collector,
      long made,
      long repeated,
      boolean onlyChats)
      throws IOException {
    if (!variant.isOurs()) {
      return;
    }
    double arrived = collector.sum("costspan.calls");
    double calls = arrived > made && arrived <= made + repeated ? 1 : arrived / made;
    double usd = collector.sum("costspan.cost") / (made * Replies.USD_PER_CHAT);
    boolean whole = calls == 1 && (!onlyChats || Math.abs(usd - 1) < ROUNDING);
    lab.results()
        .add(jdk, "arrived." + row, variant, whole ? 1 : onlyChats ? Math.min(calls, usd) : calls);
    if (!whole) {
      lab.results()
          .note(
              jdk, row + ": of " + made + " calls " + calls + " arrived, and of their cost " + usd);
    }
  }
}
