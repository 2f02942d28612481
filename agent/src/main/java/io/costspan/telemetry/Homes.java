package io.costspan.telemetry;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.costspan.health.Log;
import io.costspan.health.OwnThreads;
import io.costspan.health.State;
import io.costspan.telemetry.home.Home;
import io.costspan.telemetry.home.Meters;
import io.costspan.telemetry.home.Spans;
import io.costspan.telemetry.series.Reader;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which homes the signals have. Each has one at most: the best that is there, else an SDK of the
 * agent's own, if that is allowed. Homes appear and go away while the application runs.
 */
final class Homes {
  /** What is built needs a moment until it is finished. */
  private static final long NEWS_MILLIS = 100;

  private static final long LOOK_MILLIS = 1_000;
  private static final long WAIT_MILLIS = 100;

  private final Finder finder;
  private final boolean withSpans;
  private final ReentrantLock lock = new ReentrantLock();
  private final ReentrantLock finding = new ReentrantLock();
  private final Object bell = new Object();
  private volatile int seen = -1;
  private volatile int settled = -1;
  private volatile boolean open;
  private volatile Found spans = Found.NONE;
  private volatile Found metrics = Found.NONE;
  private @Nullable Embedding embedding;
  private Residents residents = (meters, delivered) -> {};

  /** What moves from home to home. */
  @FunctionalInterface
  interface Residents {
    /** See {@link CallMetrics#showIn}. */
    void showIn(@Nullable Meters meters, boolean delivered);
  }

  /** Starts SDKs of the agent's own. */
  interface Embedding {
    /**
     * Starts one.
     *
     * @param resource what the home of the other signal says of the application, as far as it is
     *     known
     */
    Home start(boolean forSpans, boolean forMetrics, Map<String, Object> resource);

    /** Metrics leave it. Returns whether what it has shown of them has arrived somewhere. */
    boolean finishMetrics();
  }

  /**
   * @param withSpans whether spans are wanted at all
   */
  Homes(Finder finder, boolean withSpans) {
    this.finder = finder;
    this.withSpans = withSpans;
  }

  /** Where a span belongs that begins now; null if nowhere. */
  @Nullable Spans spans() {
    return spans.spans();
  }

  /** Whether spans belong to somebody else's traces. */
  boolean areForeign() {
    return spans != Found.NONE && !spans.isEmbedded();
  }

  /** The name of the home that shows metrics. */
  String nameOfMetrics() {
    return metrics.name();
  }

  /** Whether both signals have the same home. */
  boolean areTogether() {
    return spans.isSame(metrics);
  }

  /** Whether metrics will perhaps have to move. */
  boolean areInDoubt() {
    return Sightings.changes() != settled;
  }

  boolean areMissing() {
    return metrics == Found.NONE && spans == Found.NONE;
  }

  /**
   * Looks for a home of spans if there may be a new one. Runs with each call, so it waits only
   * while another thread has just found one.
   */
  void refresh() {
    if (Sightings.changes() != seen) {
      try {
        if (finding.tryLock(WAIT_MILLIS, MILLISECONDS)) {
          findForSpans();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Holds the lock at first. Returns all that was found. */
  private List<Found> findForSpans() {
    try {
      int changes = Sightings.changes();
      List<Found> found = finder.find();
      if (withSpans) {
        take(best(found, Found::spans, spans));
      }
      seen = changes;
      return found;
    } finally {
      finding.unlock();
    }
  }

  /** From now on looks for homes on a thread of its own. */
  void watch() {
    Sightings.tell(this::ring);
    OwnThreads.loop("costspan-homes", this::step).start();
  }

  private void ring() {
    synchronized (bell) {
      bell.notifyAll();
    }
  }

  private boolean step() throws InterruptedException {
    synchronized (bell) {
      if (open || Sightings.changes() == seen) {
        bell.wait(open ? LOOK_MILLIS : 0);
      }
    }
    MILLISECONDS.sleep(NEWS_MILLIS);
    if (open && !Reader.isExiting()) {
      settle();
    } else if (!open) {
      refresh();
    }
    return true;
  }

  /**
   * Gives each signal a home, now and whenever that changes.
   *
   * @param residents are told again and again where metrics belong
   * @param embedding null if no SDK of the agent's own is allowed
   */
  void open(Residents residents, @Nullable Embedding embedding) {
    lock.lock();
    try {
      this.residents = residents;
      this.embedding = embedding;
      settle();
    } finally {
      lock.unlock();
    }
    open = true;
    ring();
  }

  /** Looks for all homes, and starts what is missing. */
  void settle() {
    lock.lock();
    try {
      settle(embedding);
    } finally {
      lock.unlock();
    }
  }

  /** Shows what is left in the homes that are there: the JVM exits, and nothing is worth a wait. */
  void settleAtExit() {
    if (lock.tryLock()) {
      try {
        settle(null);
      } finally {
        lock.unlock();
      }
    }
  }

  private void settle(@Nullable Embedding starter) {
    int changes = Sightings.changes();
    finding.lock();
    List<Found> found = findForSpans();
    Found better = best(found, Found::meters, metrics);
    if (starter != null) {
      better = embed(starter, better);
    }
    boolean delivered = true;
    if (!better.isSame(metrics)) {
      delivered = metrics != Found.NONE && hasDelivered();
      metrics = better;
      State.show(State.Entry.METRICS_HOME, better.name());
      Log.info("metrics go to: " + better.name());
    }
    residents.showIn(better.meters(), delivered);
    settled = changes;
  }

  private boolean hasDelivered() {
    return !metrics.isEmbedded() || (embedding != null && embedding.finishMetrics());
  }

  private void take(Found better) {
    if (!better.isSame(spans)) {
      spans = better;
      State.show(State.Entry.SPANS_HOME, better.name());
      Log.info("spans go to: " + better.name());
    }
  }

  /** A call may have found a better one while this one started. */
  private void takeUnlessFound(Found own) {
    finding.lock();
    try {
      if (spans == Found.NONE) {
        take(own);
      }
    } finally {
      finding.unlock();
    }
  }

  /** The agent's own SDK remains until there is something better. */
  private static Found best(
      List<Found> found, Function<Found, @Nullable Object> signal, Found before) {
    for (Found each : found) {
      if (signal.apply(each) != null) {
        return each;
      }
    }
    return before.isEmbedded() ? before : Found.NONE;
  }

  private Found embed(Embedding embedding, Found forMetrics) {
    boolean lacksSpans = withSpans && spans == Found.NONE;
    boolean lacksMetrics = forMetrics == Found.NONE;
    if (!lacksSpans && !lacksMetrics) {
      return forMetrics;
    }
    boolean lacksOnlyOne = forMetrics != Found.NONE || areForeign();
    Map<String, Object> resource = lacksOnlyOne ? finder.resource() : Map.of();
    Found own = Found.embedded(embedding.start(lacksSpans, lacksMetrics, resource));
    if (lacksSpans) {
      takeUnlessFound(own);
    }
    return lacksMetrics ? own : forMetrics;
  }
}
