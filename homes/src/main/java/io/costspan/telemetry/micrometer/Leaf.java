package io.costspan.telemetry.micrometer;

import io.costspan.home.Counted;
import io.costspan.home.Metric;
import io.costspan.home.Tags;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** Our meters in one registry, which holds what they read only weakly. */
final class Leaf {
  /** How often an open registry is still looked after that has left Micrometer's composite. */
  private static final int MOST_LOOKS = 60;

  private static final double[] PERCENTILES = {0.5, 0.95, 0.99};
  private static final double[] NONE = {};
  private static final Duration SHOWN = Duration.ofHours(1);
  private static final boolean HAS_PERCENTILES = hasPercentiles();

  private final MeterRegistry registry;
  private final Map<Counted, Map<Tags, DoubleSupplier>> counters = new IdentityHashMap<>();
  private final Map<MicrometerGauge, Map<Tags, DoubleSupplier>> gauges = new IdentityHashMap<>();
  private final List<Meter> registered = new ArrayList<>();
  private @Nullable Object reader;
  private int looks;

  /**
   * @param reader who has read a registry that this one replaces; null if it replaces none
   */
  Leaf(MeterRegistry registry, @Nullable Object reader) {
    this.registry = registry;
    this.reader = reader;
  }

  /**
   * Whether a registry that has left the composite will show something once more: Spring takes it
   * out before it closes it, and one that pushes does so when it is closed.
   */
  boolean lingers() {
    return !isClosed() && looks++ < MOST_LOOKS;
  }

  boolean isClosed() {
    return registry.isClosed();
  }

  /** Who reads the registry; null if nobody has been shown anything yet. */
  @Nullable Object reader() {
    return reader;
  }

  /** Registers the series that are not registered yet. */
  void show(Counted counter) {
    if (reader == null) {
      reader = counter.newReader();
    }
    Object asking = reader;
    Map<Tags, DoubleSupplier> known = counters.get(counter);
    if (known == null) {
      counter.again(asking);
      known = new HashMap<>();
      counters.put(counter, known);
    }
    Map<Tags, DoubleSupplier> before = known;
    counter.forEach(
        asking,
        series -> {
          if (before.putIfAbsent(series.tags(), series.value()) == null) {
            Metric metric = counter.metric();
            registered.add(
                FunctionCounter.builder(metric.name(), series.value(), DoubleSupplier::getAsDouble)
                    .tags(tags(metric, series.tags()))
                    .description(metric.meaning())
                    .baseUnit(unit(metric))
                    .register(registry));
          }
        });
  }

  /** Registers the series that are not registered yet. */
  void show(MicrometerGauge gauge) {
    Map<Tags, DoubleSupplier> known = gauges.computeIfAbsent(gauge, unseen -> new HashMap<>());
    gauge.forEach(
        (tags, value) -> {
          if (known.putIfAbsent(tags, value) == null) {
            registered.add(
                Gauge.builder(gauge.metric().name(), value, DoubleSupplier::getAsDouble)
                    .tags(tags(gauge.metric(), tags))
                    .description(gauge.metric().meaning())
                    .baseUnit(unit(gauge.metric()))
                    .register(registry));
          }
        });
  }

  /**
   * A histogram's series; null if the application has meters of that name itself. It has
   * percentiles, because Micrometer rounds up to whole numbers what it sorts into buckets: a tenth
   * of a cent would be found in the one of a dollar. They need a library that some applications
   * leave out.
   */
  synchronized @Nullable DistributionSummary summary(Metric metric, Tags tags) {
    for (Meter present : registry.find(metric.name()).meters()) {
      if (!registered.contains(present)) {
        return null;
      }
    }
    DistributionSummary summary =
        DistributionSummary.builder(metric.name())
            .tags(tags(metric, tags))
            .description(metric.meaning())
            .baseUnit(unit(metric))
            .publishPercentiles(HAS_PERCENTILES ? PERCENTILES : NONE)
            .distributionStatisticExpiry(SHOWN)
            .register(registry);
    if (!registered.contains(summary)) {
      registered.add(summary);
    }
    return summary;
  }

  private static boolean hasPercentiles() {
    try {
      Class.forName("org.HdrHistogram.DoubleRecorder", false, MeterRegistry.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException leftOut) {
      return false;
    }
  }

  synchronized void clear() {
    registered.forEach(registry::remove);
    registered.clear();
  }

  /**
   * Always all names of the metric: Micrometer before 1.17 drops a meter that has others than the
   * first one of its name.
   */
  private static List<Tag> tags(Metric metric, Tags tags) {
    Map<String, String> values = new LinkedHashMap<>();
    metric.keys().forEach(key -> values.put(key, ""));
    tags.forEach((name, value) -> values.put(name, value.toString()));
    List<Tag> all = new ArrayList<>();
    values.forEach((name, value) -> all.add(Tag.of(name, value)));
    return all;
  }

  /** Units in braces are annotations, which Micrometer would put into the name. */
  private static @Nullable String unit(Metric metric) {
    if (metric.unit().startsWith("{")) {
      return null;
    }
    return metric.unit().equals("s") ? "seconds" : metric.unit();
  }
}
