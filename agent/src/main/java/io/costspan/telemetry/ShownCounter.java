package io.costspan.telemetry;

import io.costspan.telemetry.home.Counted;
import io.costspan.telemetry.home.Metric;
import io.costspan.telemetry.home.Points;
import io.costspan.telemetry.series.Counter;
import io.costspan.telemetry.series.Reader;
import io.costspan.telemetry.series.Shown;
import java.util.function.Consumer;

/** A counter as one home shows it. */
record ShownCounter(Counter counter, Shown shown) implements Counted {
  @Override
  public Metric metric() {
    return Metrics.of(counter.instrument());
  }

  @Override
  public void show(Points points) {
    shown.show(counter, Reader.current(), points::add);
  }

  @Override
  public Object newReader() {
    return Reader.ofHome();
  }

  @Override
  public void again(Object reader) {
    shown.again(counter, (Reader) reader);
  }

  @Override
  public void forEach(Object reader, Consumer<Single> series) {
    Reader asking = (Reader) reader;
    counter.forEach(
        total -> series.accept(new Single(total.labels(), () -> shown.show(total, asking))));
  }
}
