package io.costspan.telemetry.micrometer;

import io.costspan.home.Metric;
import io.costspan.home.Points;
import io.costspan.home.Tags;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;

/** A gauge, whose series are known only when it is read. */
final class MicrometerGauge {
  private final Metric metric;
  private final Consumer<Points> values;

  MicrometerGauge(Metric metric, Consumer<Points> values) {
    this.metric = metric;
    this.values = values;
  }

  Metric metric() {
    return metric;
  }

  /** Shows each series that there is by now. */
  void forEach(BiConsumer<Tags, DoubleSupplier> reader) {
    values.accept((tags, value) -> reader.accept(tags, () -> read(tags)));
  }

  private double read(Tags wanted) {
    double[] found = {Double.NaN};
    values.accept(
        (tags, value) -> {
          if (tags.equals(wanted)) {
            found[0] = value;
          }
        });
    return found[0];
  }
}
