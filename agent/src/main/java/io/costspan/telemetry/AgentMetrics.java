package io.costspan.telemetry;

import io.costspan.telemetry.series.FaultTotals;
import io.costspan.telemetry.series.Instrument;
import io.costspan.telemetry.series.Instruments;
import io.costspan.telemetry.series.PriceAges;
import io.costspan.telemetry.series.Shown;
import io.opentelemetry.api.metrics.Meter;
import java.time.Clock;
import java.util.List;

/** The agent's own state as metrics. */
final class AgentMetrics {
  private AgentMetrics() {}

  /**
   * @param shown what is left for this SDK to show
   * @param ages of the prices that rate calls
   */
  static void register(Meter meter, Shown shown, PriceAges ages, Clock clock) {
    CounterPoints.register(meter, List.of(FaultTotals.ALL), shown);
    Instrument age = Instruments.PRICE_TABLE_AGE;
    PointAttributes attributes = new PointAttributes();
    meter
        .gaugeBuilder(age.name())
        .setUnit(age.unit())
        .setDescription(age.meaning())
        .ofLongs()
        .buildWithCallback(
            gauge ->
                ages.forEach(
                    clock.instant(),
                    (labels, seconds) -> gauge.record(seconds, attributes.of(labels))));
  }
}
