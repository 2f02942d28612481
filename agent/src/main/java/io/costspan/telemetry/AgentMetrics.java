package io.costspan.telemetry;

import io.costspan.profile.Instruments;
import io.costspan.telemetry.home.Meters;
import io.costspan.telemetry.series.Labels;
import io.costspan.telemetry.series.PriceAges;
import java.time.Clock;
import java.util.function.Supplier;

/** The agent's own state as gauges. */
final class AgentMetrics {
  private AgentMetrics() {}

  /**
   * @param info labels that say what this JVM runs
   * @param ages of the prices that rate calls
   */
  static void register(Meters meters, Supplier<Labels> info, PriceAges ages, Clock clock) {
    meters.gauge(Metrics.of(Instruments.INFO), points -> points.add(info.get(), 1));
    meters.gauge(
        Metrics.of(Instruments.PRICE_TABLE_AGE),
        points -> ages.forEach(clock.instant(), (labels, seconds) -> points.add(labels, seconds)));
  }
}
