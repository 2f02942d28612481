package io.costspan.telemetry;

import io.costspan.health.Faults;
import io.costspan.pipeline.RatedCall;
import io.costspan.profile.CallAttributes;
import io.costspan.profile.Instruments;
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
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Adds calls up and shows the sums in one home at a time, together with a histogram of their costs,
 * whose exemplars lead to the trace of a call.
 */
final class CallMetrics {
  private static final int MOST_WAITING = 10_000;

  private final CallSums sums;
  private final List<Counter> counters;
  private final Consumer<Meters> gauges;
  private final BooleanSupplier homeIsInDoubt;
  private final BlockingQueue<Cost> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private Shown shown = new Shown();
  private WeakReference<Meters> home = new WeakReference<>(null);
  private volatile WeakReference<Spread> costs = new WeakReference<>(null);

  /** What one call cost. */
  private record Cost(double amount, Labels labels, @Nullable Object context) {}

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
   */
  void record(RatedCall call, @Nullable Object context) {
    Labels labels = sums.add(call);
    BigDecimal amount = CallAttributes.amount(call);
    if (labels != null && amount != null) {
      Cost cost = new Cost(amount.doubleValue(), labels, context);
      if (!homeIsInDoubt.getAsBoolean()) {
        record(cost);
      } else if (!waiting.offer(cost)) {
        Faults.count("costs_dropped");
      }
    }
  }

  private void record(Cost cost) {
    Spread histogram = costs.get();
    if (histogram != null) {
      histogram.record(cost.amount, cost.labels, cost.context);
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
    Cost cost;
    while ((cost = waiting.poll()) != null) {
      record(cost);
    }
  }

  private void move(@Nullable Meters before, @Nullable Meters after, boolean delivered) {
    shown = shown.handOver(delivered);
    if (before != null) {
      before.close();
    }
    home = new WeakReference<>(after);
    costs = new WeakReference<>(after == null ? null : register(after));
  }

  private Spread register(Meters meters) {
    for (Counter counter : counters) {
      meters.counter(new ShownCounter(counter, shown));
    }
    gauges.accept(meters);
    return meters.histogram(Metrics.of(Instruments.CALL_COST), Instruments.COST_BOUNDS);
  }
}
