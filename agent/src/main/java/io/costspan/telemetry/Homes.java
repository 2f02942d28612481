package io.costspan.telemetry;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.costspan.health.Log;
import io.costspan.health.State;
import io.costspan.home.Home;
import io.costspan.home.Meters;
import io.costspan.home.Spans;
import io.costspan.series.Reader;
import java.time.Duration;
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
  /** How long an exit waits for a move that is under way. */
  private static final long MOVE_MILLIS = 200;

  /** How long an SDK is kept from shutting down by a move that is under way. */
  private static final long LAST_MILLIS = 300;

  /** How long a call waits for a look that is under way. */
  private static final long LOOK_MILLIS = 100;

  private final Finder finder;
  private final boolean withSpans;
  private final Lookout lookout = new Lookout(this);
  private final BetweenHomes between;
  private final ReentrantLock lock = new ReentrantLock();
  private final ReentrantLock finding = new ReentrantLock();
  private volatile int seen = -1;
  private volatile int settled = -1;
  private volatile int arrived = -1;
  private volatile boolean open;
  private volatile Found around = Found.NONE;
  private volatile Found spans = Found.NONE;
  private volatile Found metrics = Found.NONE;
  private @Nullable Embedding embedding;
  private @Nullable Residents residents;

  /** What moves from home to home. */
  interface Residents {
    /** See {@link CallMetrics#showIn}. */
    void showIn(@Nullable Meters meters, boolean delivered);

    /** Whether a call is in no home yet, and somebody is known to wait for it. */
    boolean isOwed();
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
   * @param patience how long metrics wait for another home of the application, before they move
   *     into an SDK of the agent's own
   */
  Homes(Finder finder, boolean withSpans, Duration patience) {
    this.finder = finder;
    this.withSpans = withSpans;
    this.between = new BetweenHomes(patience);
  }

  /** Where a span belongs that begins now; null if nowhere. */
  @Nullable Spans spans() {
    return spans.spans();
  }

  /** The home of others in whose context calls are made, also if it gets no spans; or null. */
  @Nullable Spans around() {
    return around.spans();
  }

  /** Whether spans belong to somebody else's traces. */
  boolean areForeign() {
    return spans != Found.NONE && !spans.isEmbedded();
  }

  /** The name of the home that shows metrics. */
  String nameOfMetrics() {
    return metrics.name();
  }

  /** Whether metrics have the home in whose context calls are made. */
  boolean areTogether() {
    return around.isSame(metrics);
  }

  /** Whether metrics will perhaps have to move. */
  boolean areInDoubt() {
    return Sightings.changes() != settled;
  }

  /** Whether there may be a home that metrics have not been offered yet. */
  boolean areBehind() {
    return open && Sightings.arrivals() != arrived;
  }

  /** Whether anything has been seen that has not been looked at. */
  boolean haveNews() {
    return Sightings.changes() != (open ? settled : seen);
  }

  boolean areOpen() {
    return open;
  }

  boolean areWithoutMetrics() {
    return metrics == Found.NONE;
  }

  boolean areMissing() {
    return metrics == Found.NONE && spans == Found.NONE;
  }

  /**
   * Looks for a home of spans if there may be a new one. Runs with each call, so it waits only
   * while another thread looks, right after an SDK was built: the span would be in no trace of it.
   */
  void refresh() {
    if (Sightings.changes() != seen && lockQuickly(finding, LOOK_MILLIS)) {
      findForSpans();
    }
  }

  /** Holds the lock at first. Returns all that was found. */
  private List<Found> findForSpans() {
    try {
      int changes = Sightings.changes();
      List<Found> found = finder.find();
      around = best(found, Found::spans, Found.NONE);
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
    lookout.start();
  }

  /** Looks for homes, as far as they are wanted by now. */
  void look() {
    if (!open) {
      refresh();
    } else if (Reader.isExiting()) {
      settleAtExit();
    } else {
      settle();
    }
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
    lookout.seen();
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

  /** Shows calls in a home that has not got them yet and is about to go away. */
  void catchUp() {
    if (areBehind() && lockQuickly(lock, LAST_MILLIS)) {
      try {
        settle(null);
      } finally {
        lock.unlock();
      }
    }
  }

  /**
   * Shows what is left in the homes that are there. No other is worth a wait, unless something is
   * left that the one before could not show any more.
   */
  void settleAtExit() {
    if (!lockQuickly(lock, MOVE_MILLIS)) {
      return;
    }
    try {
      settle(null);
      if (metrics == Found.NONE && between.end() && residents != null && residents.isOwed()) {
        settle(embedding);
      }
    } finally {
      lock.unlock();
    }
  }

  private static boolean lockQuickly(ReentrantLock lock, long millis) {
    try {
      return lock.tryLock(millis, MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void settle(@Nullable Embedding starter) {
    int changes = Sightings.changes();
    int arrivals = Sightings.arrivals();
    finding.lock();
    List<Found> found = findForSpans();
    Found better = best(found, Found::meters, metrics);
    between.note(metrics, better);
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
    if (residents != null) {
      residents.showIn(better.meters(), delivered);
    }
    settled = changes;
    arrived = arrivals;
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
    boolean lacksMetrics = forMetrics == Found.NONE && !between.isUnderWay();
    if (!lacksSpans && !lacksMetrics) {
      return forMetrics;
    }
    boolean lacksOnlyOne = !lacksMetrics || areForeign();
    Map<String, Object> resource = lacksOnlyOne ? finder.resource() : Map.of();
    Found own = Found.embedded(embedding.start(lacksSpans, lacksMetrics, resource));
    if (lacksSpans) {
      takeUnlessFound(own);
    }
    return lacksMetrics ? own : forMetrics;
  }
}
