package io.costspan.telemetry;

import io.costspan.home.Meters;
import io.costspan.home.Spread;
import io.costspan.pipeline.SpanRef;
import io.costspan.profile.ProfileMetric;
import io.costspan.series.Labels;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The points of histograms on their way into the home of the time. A home that asks for counters
 * gets the points when it asks: so it shows all that it has got, whenever it ends, and what it has
 * not got is shown by the next one. Any other home gets them at once.
 */
final class Spreads {
  private static final int MOST_WAITING = 10_000;
  private static final int MOST_AT_ONCE = 20;

  /** A home may have been told to ask for none of the counters. */
  private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(5);

  private final List<ProfileMetric> metrics;
  private final BooleanSupplier homeIsInDoubt;
  private final BlockingQueue<Point> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final ReentrantLock moving = new ReentrantLock();
  private List<WeakReference<Spread>> home = List.of();
  private Kept kept;
  private volatile @Nullable Kept spilt;
  private volatile boolean asks = true;
  private volatile int turn;
  private volatile long askedNanos;

  private record Point(int histogram, double value, Labels labels, @Nullable SpanRef span) {}

  /**
   * @param homeIsInDoubt whether metrics will perhaps move to another home in a moment
   */
  Spreads(List<ProfileMetric> metrics, BooleanSupplier homeIsInDoubt) {
    this.metrics = metrics;
    this.homeIsInDoubt = homeIsInDoubt;
    this.kept = new Kept(metrics);
  }

  /**
   * Moves a few points at most, and none into a home that asks, however many wait: it may have been
   * shut down.
   */
  void add(int histogram, double value, Labels labels, @Nullable SpanRef span) {
    if (!waiting.offer(new Point(histogram, value, labels, span))) {
      spill(histogram, value, labels);
    }
    if (!asks && !homeIsInDoubt.getAsBoolean()) {
      move(turn, MOST_AT_ONCE);
    }
  }

  /** Points that do not fit are added up, without their exemplars. */
  private synchronized void spill(int histogram, double value, Labels labels) {
    Kept to = spilt == null ? new Kept(metrics) : spilt;
    to.add(histogram, value, labels);
    spilt = to;
  }

  private synchronized @Nullable Kept takeSpilt() {
    Kept taken = spilt;
    spilt = null;
    return taken;
  }

  /**
   * From now on this is the home.
   *
   * @param meters null for none
   * @param delivered whether what the one before has got has arrived
   * @return the number of its turn
   */
  int moveInto(@Nullable Meters meters, boolean delivered) {
    moving.lock();
    try {
      home = meters == null ? List.of() : register(meters);
      asks = meters == null || meters.ask();
      askedNanos = System.nanoTime();
      Kept before = kept;
      kept = new Kept(metrics);
      if (!delivered) {
        showAll(before);
      }
      return ++turn;
    } finally {
      moving.unlock();
    }
  }

  private List<WeakReference<Spread>> register(Meters meters) {
    List<WeakReference<Spread>> registered = new ArrayList<>();
    for (ProfileMetric histogram : metrics) {
      Spread spread = meters.histogram(Metrics.of(histogram.instrument()), histogram.bounds());
      registered.add(new WeakReference<>(spread));
    }
    return registered;
  }

  /** The home of that turn asks. */
  void asked(int number) {
    askedNanos = System.nanoTime();
    move(number, Integer.MAX_VALUE);
  }

  /** Called now and then. */
  void refresh() {
    if (!asks || System.nanoTime() - askedNanos > LONGEST_NANOS) {
      move(turn, Integer.MAX_VALUE);
    }
  }

  /** Looks again at the end: another thread may have left a point to this one. */
  private void move(int number, int most) {
    int moved = 0;
    while (moved < most && number == turn && hasPoints() && moving.tryLock()) {
      try {
        Point point;
        while (moved < most && number == turn && (point = waiting.poll()) != null) {
          show(point.histogram, point.value, point.labels, point.span);
          moved++;
        }
        if (number == turn && spilt != null) {
          showAll(takeSpilt());
        }
      } finally {
        moving.unlock();
      }
    }
  }

  private boolean hasPoints() {
    return spilt != null || !waiting.isEmpty();
  }

  private void showAll(@Nullable Kept points) {
    if (points != null) {
      points.forEach((histogram, value, labels) -> show(histogram, value, labels, null));
    }
  }

  private void show(int histogram, double value, Labels labels, @Nullable SpanRef span) {
    Spread spread = home.isEmpty() ? null : home.get(histogram).get();
    if (spread != null) {
      spread.record(
          value, labels, span == null ? null : span.traceId(), span == null ? "" : span.spanId());
    }
    kept.add(histogram, value, labels);
  }
}
