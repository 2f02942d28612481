package io.costspan.telemetry;

import io.costspan.telemetry.series.Counter;
import io.costspan.telemetry.series.Instrument;
import io.costspan.telemetry.series.Reader;
import io.costspan.telemetry.series.Shown;
import io.opentelemetry.api.metrics.LongCounterBuilder;
import io.opentelemetry.api.metrics.Meter;
import java.util.List;

/**
 * Shows the agent's own sums as observable counters of an OpenTelemetry SDK, which asks for them
 * once per collection of each reader.
 */
final class CounterPoints {
  private final Shown shown;
  private final PointAttributes attributes = new PointAttributes();

  private CounterPoints(Shown shown) {
    this.shown = shown;
  }

  /**
   * @param shown what this SDK has shown so far
   */
  static void register(Meter meter, List<Counter> counters, Shown shown) {
    CounterPoints points = new CounterPoints(shown);
    counters.forEach(counter -> points.register(meter, counter));
  }

  private void register(Meter meter, Counter counter) {
    Instrument instrument = counter.instrument();
    LongCounterBuilder builder =
        meter
            .counterBuilder(instrument.name())
            .setUnit(instrument.unit())
            .setDescription(instrument.meaning());
    if (instrument.whole()) {
      builder.buildWithCallback(
          to ->
              show(
                  counter, (labels, value) -> to.record(Math.round(value), attributes.of(labels))));
    } else {
      builder
          .ofDoubles()
          .buildWithCallback(
              to -> show(counter, (labels, value) -> to.record(value, attributes.of(labels))));
    }
  }

  private void show(Counter counter, Shown.Points points) {
    shown.show(counter, Reader.current(), points);
  }
}
