package io.costspan.exchange;

import io.costspan.health.Faults;
import java.lang.ref.PhantomReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Tracks the exchanges under way, so that none is lost: one that its client dropped without ending
 * it is settled when the garbage collector finds it, and all others at exit. Clients' objects are
 * referenced weakly. There is no lock, so that many threads can make calls at the same time.
 */
public final class OpenExchanges {
  private static final int LIMIT = 20_000;
  private static final String FULL = "open_exchanges_full";
  private static final String LATE = "begun_at_exit";
  private static final String UNSETTLED = "unsettled_at_exit";
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final int limit;

  /** With room for many threads, which would wait for each other in a small table. */
  private final Set<Known> known = ConcurrentHashMap.newKeySet(1 << 10);

  private volatile boolean exiting;

  public OpenExchanges() {
    this(LIMIT);
  }

  /**
   * @param limit how many exchanges are tracked at once; exchanges beyond that are watched all the
   *     same, but lost if they never end
   */
  OpenExchanges(int limit) {
    this.limit = limit;
  }

  /** Tracks an exchange until it ends. Returns the object that a client may hold of it. */
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
   * Waits until a client has dropped an exchange, and settles it, or one of its objects that is
   * {@linkplain Links linked} to an exchange. Runs on one of the agent's threads.
   *
   * @return true, as more may follow
   */
  public boolean settleDropped() throws InterruptedException {
    ((Unreachable) Unreachable.QUEUE.remove()).unreachable();
    return true;
  }

  /**
   * Settles all exchanges under way, because the JVM exits. Returns when the last record has been
   * written, or after {@code limit}.
   */
  public void settleAll(Duration limit) {
    exiting = true;
    long deadlineNanos = System.nanoTime() + limit.toNanos();
    EncodedBody.awaitEnds(deadlineNanos);
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

  /** Threads of the application may still be writing the records. */
  private void awaitEnd(List<Known> settled, long deadlineNanos) {
    for (Known each : settled) {
      while (known.contains(each) && System.nanoTime() < deadlineNanos) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  /** An exchange that has not ended, until the client's objects become unreachable. */
  private final class Known extends PhantomReference<HeldExchange>
      implements Runnable, Unreachable {
    private final LiveExchange exchange;

    Known(HeldExchange held, LiveExchange exchange) {
      super(held, QUEUE);
      this.exchange = exchange;
      exchange.whenEnded(this);
    }

    @Override
    public void run() {
      known.remove(this);
    }

    @Override
    public void unreachable() {
      exchange.dropped();
    }
  }
}
