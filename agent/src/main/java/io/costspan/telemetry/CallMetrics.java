package io.costspan.telemetry;

import io.costspan.health.Faults;
import io.costspan.pipeline.RatedCall;
import io.costspan.profile.ProfileMetric;
import io.costspan.telemetry.home.Meters;
import io.costspan.telemetry.home.Spread;
import io.costspan.telemetry.series.AgentCounter;
import io.costspan.telemetry.series.CallSums;
import io.costspan.telemetry.series.Counter;
import io.costspan.telemetry.series.Labels;
import io.costspan.telemetry.series.Shown;
import java.lang.ref.WeakReference;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Adds calls up and shows the sums in one home at a time, together with histograms, whose exemplars
 * lead to the trace of a call.
 */
final class CallMetrics {
  private static final int MOST_WAITING = 10_000;
  private static final int MOST_KEPT = 1_000;

  private final CallSums sums;
  private final List<Counter> counters;
  private final Consumer<Meters> gauges;
  private final BooleanSupplier homeIsInDoubt;
  private final BlockingQueue<Waiting> waiting = new ArrayBlockingQueue<>(MOST_WAITING);

  /** What was recorded in the present home, in case nothing arrives from there. */
  private final BlockingQueue<Waiting> kept = new LinkedBlockingQueue<>(MOST_KEPT);

  private Shown shown = new Shown();
  private WeakReference<Meters> home = new WeakReference<>(null);
  private volatile List<WeakReference<Spread>> spreads = List.of();

  /** A point of a histogram whose home is in doubt. */
  private record Waiting(int histogram, double value, Labels labels, @Nullable Object context) {}

  /** The points of one call, whose span stands there. */
  private final class Recording implements CallSums.Histograms {
    private final @Nullable Object context;

    Recording(@Nullable Object context) {
      this.context = context;
    }

    @Override
    public void add(int histogram, BigDecimal value, Labels labels) {
      if (!homeIsInDoubt.getAsBoolean()) {
        record(histogram, value.doubleValue(), labels, context);
      } else if (!waiting.offer(new Waiting(histogram, value.doubleValue(), labels, context))) {
        Faults.count("costs_dropped");
      }
    }
  }

  /**
   * @param gauges registers further metrics in each new home
   * @param homeIsInDoubt whether metrics will perhaps move to another home in a moment
   */
  CallMetrics(CallSums sums, Consumer<Meters> gauges, BooleanSupplier homeIsInDoubt) {
    this.sums = sums;
    this.gauges = gauges;
    this.homeIsInDoubt = homeIsInDoubt;
    counters = new ArrayList<>(sums.counters());
    counters.addAll(AgentCounter.ALL);
  }

  /**
   * @param context where the call's span stands, so that exemplars lead to its trace; null if there
   *     is none
   * @param isMeasured see {@link CallSums#add}
   */
  void record(RatedCall call, @Nullable Object context, boolean isMeasured) {
    sums.add(call, isMeasured, new Recording(context));
  }

  private void record(Waiting point) {
    record(point.histogram, point.value, point.labels, point.context);
  }

  private void record(int histogram, double value, Labels labels, @Nullable Object context) {
    List<WeakReference<Spread>> present = spreads;
    Spread spread = present.isEmpty() ? null : present.get(histogram).get();
    if (spread != null) {
      spread.record(value, labels, context);
    }
    if (kept.remainingCapacity() > 0) {
      // Without its context, which would keep spans in memory.
      kept.offer(new Waiting(histogram, value, labels, null));
    }
  }

  /**
   * Shows everything there from now on.
   *
   * @param meters null for nowhere
   * @param delivered whether what was shown so far has arrived
   */
  synchronized void showIn(@Nullable Meters meters, boolean delivered) {
    Meters before = home.get();
    if (before != meters) {
      move(before, meters, delivered);
    } else if (meters != null) {
      meters.refresh();
    }
    Waiting point;
    while ((point = waiting.poll()) != null) {
      record(point);
    }
  }

  private void move(@Nullable Meters before, @Nullable Meters after, boolean delivered) {
    shown = shown.handOver(delivered);
    if (before != null) {
      close(before);
    }
    home = new WeakReference<>(after);
    List<Waiting> recordedBefore = new ArrayList<>();
    kept.drainTo(recordedBefore);
    spreads = after == null ? List.of() : register(after);
    if (!delivered) {
      recordedBefore.forEach(this::record);
    }
  }

  /** Containers let no class be loaded any more for an application that has been stopped. */
  private static void close(Meters before) {
    try {
      before.close();
    } catch (RuntimeException | LinkageError stopped) {
      // What it has registered is of no use any more in any case.
    }
  }

  private List<WeakReference<Spread>> register(Meters meters) {
    for (Counter counter : counters) {
      meters.counter(new ShownCounter(counter, shown));
    }
    gauges.accept(meters);
    List<WeakReference<Spread>> registered = new ArrayList<>();
    for (ProfileMetric histogram : sums.histograms()) {
      Spread spread = meters.histogram(Metrics.of(histogram.instrument()), histogram.bounds());
      registered.add(new WeakReference<>(spread));
    }
    return registered;
  }
}
