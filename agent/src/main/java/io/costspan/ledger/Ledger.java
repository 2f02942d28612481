package io.costspan.ledger;

import io.costspan.health.FaultWarnings;
import io.costspan.health.Faults;
import io.costspan.health.OwnThreads;
import io.costspan.identity.ThisService;
import io.costspan.pipeline.BoundedQueue;
import io.costspan.pipeline.CallOutput;
import io.costspan.pipeline.Footprint;
import io.costspan.pipeline.RatedCall;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * Appends one JSON line per call to a file, on a thread of its own. The thread that ends a call
 * only adds it to a queue. Calls that find the queue full are left out of the file, and counted.
 */
public final class Ledger implements CallOutput {
  /** Lines that arrive within this time are written together. */
  private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final BoundedQueue<RatedCall> queue;
  private final LedgerWriter lines;
  private final Thread thread = OwnThreads.loop("costspan-ledger", this::work);
  private final AtomicBoolean asleep = new AtomicBoolean();
  private volatile boolean dropped;
  private volatile boolean closing;
  private volatile boolean closed;

  /**
   * A ledger in the given file, which is created with the first line.
   *
   * @param path its directory must exist; {@code {pid}} and {@code {host}} are replaced
   * @param mode permissions of a new file
   * @param limitBytes the size up to which the file may grow
   * @param service who makes the calls, as each line says
   */
  public Ledger(Path path, Set<PosixFilePermission> mode, long limitBytes, ThisService service) {
    this(new LedgerWriter(path, mode, limitBytes, service), BoundedQueue.ofUsualSize());
  }

  Ledger(LedgerWriter lines, BoundedQueue<RatedCall> queue) {
    this.lines = lines;
    this.queue = queue;
    thread.start();
  }

  @Override
  public void accept(RatedCall call) {
    if (!queue.offer(call, Footprint.of(call))) {
      countLost(1);
      dropped = true;
    } else if (closed) {
      countLost(queue.discard());
    } else if (asleep.get() && asleep.compareAndSet(true, false)) {
      LockSupport.unpark(thread);
    }
  }

  /**
   * Writes what is queued, for at most {@code limit}. Calls that come later are left out, and
   * counted.
   */
  public void close(Duration limit) {
    closing = true;
    LockSupport.unpark(thread);
    try {
      thread.join(Math.max(1, limit.toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    closed = true;
    countLost(queue.discard() + lines.linesUnderWay());
  }

  private void countLost(long calls) {
    if (calls > 0 && lines.isFailing()) {
      Faults.count("ledger_write", calls);
    } else if (calls > 0 && closed) {
      Faults.count("ledger_late", calls);
    } else if (calls > 0) {
      Faults.count("ledger_full", calls);
    }
  }

  private void sleep() {
    asleep.set(true);
    if (queue.isEmpty() && !closing) {
      LockSupport.park(this);
    }
    asleep.set(false);
  }

  /** Returns whether there is, or may be, more work. */
  private boolean work() {
    if (queue.isEmpty() && !lines.isPending()) {
      sleep();
    }
    if (!closing) {
      LockSupport.parkNanos(GATHER_NANOS);
    }
    boolean last = closing;
    boolean written = lines.write(queue);
    if (dropped) {
      dropped = false;
      FaultWarnings.say();
    }
    if (!written && !closing) {
      LockSupport.parkNanos(RETRY_NANOS);
    }
    return !last;
  }
}
