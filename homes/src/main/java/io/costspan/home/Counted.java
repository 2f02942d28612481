package io.costspan.home;

import java.util.function.Consumer;
import java.util.function.DoubleSupplier;

/** A counter whose sums the agent keeps itself; homes only show them. */
public interface Counted {
  Metric metric();

  /** Shows every series to the reader that collects on this thread, as OpenTelemetry's SDK does. */
  void show(Points points);

  /** Stands for somebody who reads, for {@link #forEach}. */
  Object newReader();

  /** A reader begins again at 0, with what it has not been shown before. */
  void again(Object reader);

  /** Shows the series that exist by now to a reader that asks for each of them when it likes. */
  void forEach(Object reader, Consumer<Single> series);

  /** One series, as one reader sees it. */
  record Single(Tags tags, DoubleSupplier value) {}
}
