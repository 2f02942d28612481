package io.costspan.telemetry;

import io.costspan.telemetry.home.Meters;
import io.costspan.telemetry.series.Instruments;
import io.costspan.telemetry.series.PriceAges;
import java.time.Clock;

/** The agent's own state as gauges. */
final class AgentMetrics {
  private AgentMetrics() {}

  /**
   * @param ages of the prices that rate calls
   */
  static void register(Meters meters, PriceAges ages, Clock clock) {
    meters.gauge(
        Instruments.PRICE_TABLE_AGE.metric(),
        points -> ages.forEach(clock.instant(), (labels, seconds) -> points.add(labels, seconds)));
  }
}
