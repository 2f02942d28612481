package io.costspan.telemetry;

import io.costspan.home.Counted;
import io.costspan.home.Metric;
import io.costspan.home.Points;
import io.costspan.series.Counter;
import io.costspan.series.Reader;
import io.costspan.series.Shown;
import java.util.function.Consumer;

/**
 * A counter as one home shows it.
 *
 * @param asked is run before a home that asks for it is told
 */
record ShownCounter(Counter counter, Shown shown, Runnable asked) implements Counted {
  @Override
  public Metric metric() {
    return Metrics.of(counter.instrument());
  }

  @Override
  public void show(Points points) {
    asked.run();
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
