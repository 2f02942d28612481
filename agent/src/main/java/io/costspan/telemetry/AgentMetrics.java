package io.costspan.telemetry;

import io.costspan.health.Faults;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.function.Supplier;

/** The agent's own state as metrics. */
final class AgentMetrics {
  private AgentMetrics() {}

  /**
   * @param pricesCheckedAt supplies the day on which the prices in force were last checked
   */
  static void register(Meter meter, Supplier<LocalDate> pricesCheckedAt, Clock clock) {
    Instrument age = Instruments.PRICE_TABLE_AGE;
    meter
        .gaugeBuilder(age.name())
        .setUnit(age.unit())
        .setDescription(age.meaning())
        .ofLongs()
        .buildWithCallback(gauge -> gauge.record(ageSeconds(pricesCheckedAt.get(), clock)));
    Instrument faults = Instruments.FAULTS;
    meter
        .counterBuilder(faults.name())
        .setUnit(faults.unit())
        .setDescription(faults.meaning())
        .buildWithCallback(
            counter ->
                Faults.counts()
                    .forEach(
                        (reason, count) ->
                            counter.record(
                                count, Attributes.of(CallAttributes.REASON.key(), reason))));
  }

  private static long ageSeconds(LocalDate checkedAt, Clock clock) {
    return Duration.between(
            checkedAt.atStartOfDay(ZoneOffset.UTC), clock.instant().atZone(ZoneOffset.UTC))
        .toSeconds();
  }
}
