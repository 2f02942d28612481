package io.costspan.telemetry.micrometer;

import io.costspan.home.Counted;
import io.costspan.home.Meters;
import io.costspan.home.Metric;
import io.costspan.home.Points;
import io.costspan.home.Spread;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Registers each meter in each registry, not in the composite: so each registry is a reader of its
 * own, to which a counter can be shown at 0 first. A registry that replaces a closed one of its
 * kind goes on where that one ended; any other that comes later gets everything.
 */
final class MicrometerMeters implements Meters {
  private final Supplier<List<MeterRegistry>> present;
  private final List<Counted> counters = new ArrayList<>();
  private final List<MicrometerGauge> gauges = new ArrayList<>();
  private final List<Summaries> histograms = new ArrayList<>();
  private final Readers left = new Readers();
  private volatile Map<MeterRegistry, Leaf> leaves = new IdentityHashMap<>();

  MicrometerMeters(Supplier<List<MeterRegistry>> present) {
    this.present = present;
  }

  @Override
  public synchronized void counter(Counted counter) {
    counters.add(counter);
    refresh();
  }

  @Override
  public synchronized void gauge(Metric metric, Consumer<Points> value) {
    gauges.add(new MicrometerGauge(metric, value));
    refresh();
  }

  @Override
  public synchronized Spread histogram(Metric metric, List<Double> bounds) {
    Summaries summaries = new Summaries(metric);
    histograms.add(summaries);
    refresh();
    return summaries;
  }

  /** Each registry reads on its own. */
  @Override
  public boolean ask() {
    return false;
  }

  @Override
  public synchronized void refresh() {
    List<MeterRegistry> registries = present.get();
    Map<MeterRegistry, Leaf> now = new IdentityHashMap<>();
    leaves.forEach(
        (registry, leaf) -> {
          if (!registries.contains(registry)) {
            if (leaf.lingers()) {
              now.put(registry, leaf);
            } else {
              left.add(registry, leaf);
            }
          }
        });
    for (MeterRegistry registry : registries) {
      Leaf known = leaves.get(registry);
      now.put(registry, known == null ? new Leaf(registry, left.take(registry)) : known);
    }
    leaves = now;
    for (Leaf leaf : now.values()) {
      counters.forEach(leaf::show);
      gauges.forEach(leaf::show);
    }
    histograms.forEach(summaries -> summaries.recordIn(List.copyOf(now.values())));
  }

  /** Whether there is a registry. */
  synchronized boolean areRead() {
    return !leaves.isEmpty() || !present.get().isEmpty();
  }

  @Override
  public synchronized void close() {
    leaves.forEach(left::add);
    leaves.values().forEach(Leaf::clear);
    leaves = new IdentityHashMap<>();
    counters.clear();
    gauges.clear();
    histograms.forEach(summaries -> summaries.recordIn(List.of()));
    histograms.clear();
  }
}
