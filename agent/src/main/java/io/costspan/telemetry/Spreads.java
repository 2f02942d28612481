package io.costspan.telemetry;

import io.costspan.home.Meters;
import io.costspan.home.Spread;
import io.costspan.pipeline.SpanRef;
import io.costspan.profile.ProfileMetric;
import io.costspan.series.CallSums;
import io.costspan.series.Labels;
import java.lang.ref.WeakReference;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The points of histograms on their way into the home of the time. A home that asks for counters
 * gets the points when it asks: so it shows all that it has got, whenever it ends, and what it has
 * not got is shown by the next one. Any other home gets them at once.
 */
final class Spreads implements CallSums.Histograms {
  private static final int MOST_WAITING = 2_000;
  private static final int MOST_AT_ONCE = 20;

  /** A home may have been told to ask for none of the counters. */
  private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(5);

  private final List<ProfileMetric> metrics;
  private final BooleanSupplier homeIsInDoubt;

  /** The point that was added last, and so all before it; any thread adds without waiting. */
  private final AtomicReference<@Nullable Point> latest = new AtomicReference<>();

  /** The next point to move, and so all behind it. Changed by the thread that moves. */
  private volatile @Nullable Point next;

  /** The last points of chains that have become too long. */
  private final Queue<Point> tooMany = new ConcurrentLinkedQueue<>();

  private final ReentrantLock spilling = new ReentrantLock();
  private final ReentrantLock moving = new ReentrantLock();
  private List<WeakReference<Spread>> home = List.of();
  private Kept kept;
  private volatile @Nullable Kept spilt;
  private volatile boolean asks = true;
  private volatile int turn;
  private volatile long askedNanos;

  private static final class Point {
    private final int histogram;
    private final double value;
    private final Labels labels;
    private final @Nullable SpanRef span;

    /** The one that was added before; once it is to be moved, the one behind it. */
    private @Nullable Point other;

    /** How many there are with all before it. */
    private int number;

    Point(int histogram, double value, Labels labels, @Nullable SpanRef span) {
      this.histogram = histogram;
      this.value = value;
      this.labels = labels;
      this.span = span;
    }

    void follow(@Nullable Point before) {
      other = before;
      number = before == null ? 1 : before.number + 1;
    }
  }

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
  @Override
  public void add(int histogram, BigDecimal amount, Labels labels, @Nullable SpanRef span) {
    Point point = new Point(histogram, amount.doubleValue(), labels, span);
    Point before;
    do {
      before = latest.get();
      point.follow(before);
    } while (!latest.compareAndSet(before, point));
    if (point.number >= MOST_WAITING) {
      spill(latest.getAndSet(null));
    }
    if (!asks && !homeIsInDoubt.getAsBoolean()) {
      move(turn, MOST_AT_ONCE);
    }
  }

  /**
   * Points that are too many are added up, without their exemplars, by one thread at a time; others
   * leave theirs to it.
   */
  private void spill(@Nullable Point last) {
    if (last != null) {
      tooMany.add(last);
    }
    while (!tooMany.isEmpty() && spilling.tryLock()) {
      try {
        addUp();
      } finally {
        spilling.unlock();
      }
    }
  }

  /** By the thread that holds the lock. */
  private void addUp() {
    Kept to = spilt;
    Point last;
    while ((last = tooMany.poll()) != null) {
      to = to == null ? new Kept(metrics) : to;
      for (Point point = last; point != null; point = point.other) {
        to.add(point.histogram, point.value, point.labels);
      }
    }
    spilt = to;
  }

  private @Nullable Kept takeSpilt() {
    spilling.lock();
    try {
      addUp();
      Kept taken = spilt;
      spilt = null;
      return taken;
    } finally {
      spilling.unlock();
    }
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
        while (moved < most && number == turn && (point = poll()) != null) {
          show(point.histogram, point.value, point.labels, point.span);
          moved++;
        }
        if (number == turn && hasSpilt()) {
          showAll(takeSpilt());
        }
      } finally {
        moving.unlock();
      }
    }
  }

  private boolean hasPoints() {
    return hasSpilt() || next != null || latest.get() != null;
  }

  private boolean hasSpilt() {
    return spilt != null || !tooMany.isEmpty();
  }

  /** The oldest point, null if there is none. */
  private @Nullable Point poll() {
    Point first = next == null ? inOrder(latest.getAndSet(null)) : next;
    next = first == null ? null : first.other;
    return first;
  }

  /** The first of these points, each of which leads to the one behind it from now on. */
  private static @Nullable Point inOrder(@Nullable Point last) {
    Point first = null;
    Point point = last;
    while (point != null) {
      Point before = point.other;
      point.other = first;
      first = point;
      point = before;
    }
    return first;
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
