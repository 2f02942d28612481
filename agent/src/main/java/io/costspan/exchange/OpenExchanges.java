package io.costspan.exchange;

import io.costspan.health.Faults;
import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The exchanges under way, so that none is forgotten: one that its client dropped without a word is
 * settled when the garbage collector finds it, the others at exit. Clients' objects are known
 * weakly. Calls from many threads meet in no lock.
 */
public final class OpenExchanges {
  private static final int LIMIT = 20_000;
  private static final String FULL = "open_exchanges_full";
  private static final String LATE = "begun_at_exit";
  private static final String UNSETTLED = "unsettled_at_exit";
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final int limit;
  private final Set<Known> known = ConcurrentHashMap.newKeySet();
  private final ReferenceQueue<HeldExchange> dropped = new ReferenceQueue<>();
  private volatile boolean exiting;

  public OpenExchanges() {
    this(LIMIT);
  }

  /**
   * @param limit of exchanges known at once; what is beyond is watched all the same, but lost if it
   *     never ends
   */
  OpenExchanges(int limit) {
    this.limit = limit;
  }

  /** What a client may hold of an exchange that begins; it is known from now on until it ends. */
  Exchange hold(LiveExchange exchange) {
    HeldExchange held = new HeldExchange(exchange);
    if (known.size() >= limit) {
      Faults.count(FULL);
    } else if (!exiting) {
      known.add(new Known(held, exchange));
    }
    if (exiting) {
      Faults.count(LATE);
    }
    return held;
  }

  /**
   * Waits until a client has dropped an exchange, and settles it; on a thread of ours.
   *
   * @return true, as more may follow
   */
  public boolean settleDropped() throws InterruptedException {
    ((Known) dropped.remove()).exchange.dropped();
    return true;
  }

  /**
   * Settles all that is under way, because the JVM exits. Returns when the last record is written,
   * but no later than that.
   */
  public void settleAll(Duration limit) {
    exiting = true;
    long deadlineNanos = System.nanoTime() + limit.toNanos();
    List<Known> underWay = new ArrayList<>(known);
    for (Known each : underWay) {
      if (System.nanoTime() < deadlineNanos) {
        each.exchange.interrupted();
      } else {
        Faults.count(UNSETTLED);
      }
    }
    awaitEnd(underWay, deadlineNanos);
  }

  /** Threads of the application's may be writing the records. */
  private void awaitEnd(List<Known> settled, long deadlineNanos) {
    for (Known each : settled) {
      while (known.contains(each) && System.nanoTime() < deadlineNanos) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  /** An exchange that has not ended, until the client's objects are garbage. */
  private final class Known extends PhantomReference<HeldExchange> implements Runnable {
    private final LiveExchange exchange;

    Known(HeldExchange held, LiveExchange exchange) {
      super(held, dropped);
      this.exchange = exchange;
      exchange.whenEnded(this);
    }

    @Override
    public void run() {
      known.remove(this);
    }
  }
}
