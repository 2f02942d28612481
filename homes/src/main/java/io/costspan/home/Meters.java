package io.costspan.home;

import java.util.List;
import java.util.function.Consumer;

/** The metrics of a home. Nothing is registered twice. */
public interface Meters {
  void counter(Counted counter);

  /**
   * @param value called whenever somebody reads
   */
  void gauge(Metric metric, Consumer<Points> value);

  /**
   * The result is held by the home.
   *
   * @param bounds of its buckets; a home that is too old for them chooses others
   */
  Spread histogram(Metric metric, List<Double> bounds);

  /** Whether counters are asked for whenever somebody reads, before histograms are looked at. */
  boolean ask();

  /** Looks for series and readers that have come since, in homes that do not ask by themselves. */
  void refresh();

  /** Takes away what was registered, as far as the home lets it. */
  void close();
}
