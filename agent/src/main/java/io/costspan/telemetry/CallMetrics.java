package io.costspan.telemetry;

import io.costspan.home.Meters;
import io.costspan.pipeline.RatedCall;
import io.costspan.pipeline.SpanRef;
import io.costspan.profile.Instruments;
import io.costspan.request.RequestTotal;
import io.costspan.series.AgentCounter;
import io.costspan.series.CallSums;
import io.costspan.series.Counter;
import io.costspan.series.Shown;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Adds calls up and shows the sums in one home at a time, together with histograms, whose exemplars
 * lead to the trace of a call.
 */
final class CallMetrics {
  private final CallSums sums;
  private final List<Counter> counters;
  private final Consumer<Meters> gauges;
  private final Spreads spreads;
  private Shown shown = new Shown();
  private WeakReference<Meters> home = new WeakReference<>(null);

  /** Whether there is a home, though it may have been let go of since. */
  private boolean housed;

  /**
   * @param gauges registers further metrics in each new home
   * @param homeIsInDoubt whether metrics will perhaps move to another home in a moment
   */
  CallMetrics(CallSums sums, Consumer<Meters> gauges, BooleanSupplier homeIsInDoubt) {
    this.sums = sums;
    this.gauges = gauges;
    this.spreads = new Spreads(sums.histograms(), homeIsInDoubt);
    counters = new ArrayList<>(sums.counters());
    counters.addAll(AgentCounter.ALL);
  }

  /**
   * @param span to which exemplars lead; null if there is none
   * @param isMeasured see {@link CallSums#add}
   */
  void record(RatedCall call, @Nullable SpanRef span, boolean isMeasured) {
    sums.add(call, span, isMeasured, spreads);
  }

  /** Records what a request has cost in all. */
  void record(RequestTotal total) {
    sums.addRequest(total.amounts(), total.owners(), total.root(), spreads);
  }

  /**
   * Shows everything there from now on.
   *
   * @param meters null for nowhere
   * @param delivered whether what was shown so far has arrived
   */
  synchronized void showIn(@Nullable Meters meters, boolean delivered) {
    Meters before = home.get();
    if (before != meters || housed && meters == null) {
      move(before, meters, delivered);
    } else if (meters != null) {
      meters.refresh();
    }
    spreads.refresh();
  }

  /** How many calls are in no home yet. */
  synchronized long owed() {
    return sums.counters().stream()
        .filter(counter -> counter.instrument().name().equals(Instruments.CALLS.name()))
        .mapToLong(counter -> Math.round(shown.owed(counter)))
        .sum();
  }

  private void move(@Nullable Meters before, @Nullable Meters after, boolean delivered) {
    shown = shown.handOver(delivered);
    if (before != null) {
      close(before);
    }
    home = new WeakReference<>(after);
    housed = after != null;
    int turn = spreads.moveInto(after, delivered);
    if (after != null) {
      register(after, turn);
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

  private void register(Meters meters, int turn) {
    for (Counter counter : counters) {
      meters.counter(new ShownCounter(counter, shown, () -> spreads.asked(turn)));
    }
    gauges.accept(meters);
  }
}
