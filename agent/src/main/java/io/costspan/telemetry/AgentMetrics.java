package io.costspan.telemetry;

import io.costspan.telemetry.series.FaultTotals;
import io.costspan.telemetry.series.Instrument;
import io.costspan.telemetry.series.Instruments;
import io.costspan.telemetry.series.Shown;
import io.opentelemetry.api.metrics.Meter;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Supplier;

/** The agent's own state as metrics. */
final class AgentMetrics {
  private AgentMetrics() {}

  /**
   * @param shown what is left for this SDK to show
   * @param pricesCheckedAt supplies the day on which the prices in force were last checked
   */
  static void register(Meter meter, Shown shown, Supplier<LocalDate> pricesCheckedAt, Clock clock) {
    CounterPoints.register(meter, List.of(FaultTotals.ALL), shown);
    Instrument age = Instruments.PRICE_TABLE_AGE;
    meter
        .gaugeBuilder(age.name())
        .setUnit(age.unit())
        .setDescription(age.meaning())
        .ofLongs()
        .buildWithCallback(gauge -> gauge.record(ageSeconds(pricesCheckedAt.get(), clock)));
  }

  private static long ageSeconds(LocalDate checkedAt, Clock clock) {
    return Duration.between(
            checkedAt.atStartOfDay(ZoneOffset.UTC), clock.instant().atZone(ZoneOffset.UTC))
        .toSeconds();
  }
}
