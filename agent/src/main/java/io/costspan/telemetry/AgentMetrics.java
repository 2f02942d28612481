package io.costspan.telemetry;

import io.costspan.home.Meters;
import io.costspan.profile.Instruments;
import io.costspan.series.Labels;
import io.costspan.series.PriceAges;
import java.time.Clock;
import java.util.function.Supplier;

/** The agent's own state as gauges. */
final class AgentMetrics {
  private AgentMetrics() {}

  /**
   * @param info labels that say what this JVM runs
   * @param ages of the prices that rate calls
   * @param budgets of this JVM
   */
  static void register(
      Meters meters, Supplier<Labels> info, PriceAges ages, OwnBudgets budgets, Clock clock) {
    budgets.register(meters);
    meters.gauge(Metrics.of(Instruments.INFO), points -> points.add(info.get(), 1));
    meters.gauge(
        Metrics.of(Instruments.PRICE_TABLE_AGE),
        points -> ages.forEach(clock.instant(), (labels, seconds) -> points.add(labels, seconds)));
  }
}
