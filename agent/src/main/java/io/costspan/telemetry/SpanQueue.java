package io.costspan.telemetry;

import io.costspan.health.Faults;
import io.costspan.health.OwnThreads;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.resources.Resource;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Spans on their way to the collector, to which a thread sends them when there are many, or after a
 * while. They wait in a chain, to which threads add them without a lock. What exceeds it is dropped
 * and counted.
 */
final class SpanQueue {
  /** How many spans may wait, including those that are being sent. */
  static final int LIMIT = 2048;

  /** How many spans are sent at once. */
  private static final int BATCH = 512;

  /** So that it does not turn without rest if somebody sets the delay to 0. */
  private static final long LEAST_DELAY_NANOS = 1_000_000;

  private final Target target;
  private final Resource resource;
  private final long delayNanos;
  private final BooleanSupplier missed;
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicReference<@Nullable EndedSpan> latest = new AtomicReference<>();
  private final AtomicReference<@Nullable CompletableResultCode> asked = new AtomicReference<>();
  private final Thread thread;

  /** With how many more spans the thread sends them, and so how many have to wake it. */
  private volatile int needed = BATCH;

  /** What follows is the thread's own. */
  private long sentNanos = System.nanoTime();

  private @Nullable SpanRequest request;

  /** How many spans were taken for the request. */
  private int taken;

  /** Where spans are sent. */
  @FunctionalInterface
  interface Target {
    /**
     * Sends a request, or gives it up.
     *
     * @return whether nobody reads it any more
     */
    boolean send(ByteArrayOutputStream request);
  }

  /**
   * @param resource to which all spans belong
   * @param missed whether somebody expects the spans to arrive, asked when one is dropped
   */
  SpanQueue(Target target, Resource resource, Duration delay, BooleanSupplier missed) {
    this.target = target;
    this.resource = resource;
    this.delayNanos = Math.max(delay.toNanos(), LEAST_DELAY_NANOS);
    this.missed = missed;
    this.thread = OwnThreads.loop("costspan-spans", this::round);
    thread.start();
  }

  void add(EndedSpan span) {
    if (waiting.incrementAndGet() <= LIMIT) {
      chain(span);
    } else {
      waiting.decrementAndGet();
      if (missed.getAsBoolean()) {
        Faults.count("spans_dropped");
      }
    }
  }

  private void chain(EndedSpan span) {
    EndedSpan before;
    do {
      before = latest.get();
      span.putBefore(before);
    } while (!latest.compareAndSet(before, span));
    if (span.place() == needed) {
      LockSupport.unpark(thread);
    }
  }

  /** Sends what has been added so far. The result says when that has been tried. */
  CompletableResultCode flush() {
    CompletableResultCode own = new CompletableResultCode();
    while (!asked.compareAndSet(null, own)) {
      CompletableResultCode others = asked.get();
      if (others != null) {
        return others;
      }
    }
    LockSupport.unpark(thread);
    return own;
  }

  private boolean round() {
    await();
    // Before the spans are taken: whoever asks has added his.
    CompletableResultCode flushed = asked.getAndSet(null);
    EndedSpan span = EndedSpan.oldestFirst(latest.getAndSet(null));
    while (span != null) {
      EndedSpan rest = span.leave();
      take(span);
      span = rest;
    }
    if (flushed != null || leftNanos() <= 0) {
      send();
    }
    if (flushed != null) {
      flushed.succeed();
    }
    return true;
  }

  private void await() {
    needed = BATCH - taken;
    while (asked.get() == null && !isFull() && leftNanos() > 0) {
      LockSupport.parkNanos(this, leftNanos());
      // Nobody has a reason to interrupt it, and it must not turn without rest.
      Thread.interrupted();
    }
  }

  /** Looks after {@link #needed} is set, which others look at after they have added a span. */
  private boolean isFull() {
    EndedSpan last = latest.get();
    return last != null && last.place() >= needed;
  }

  private long leftNanos() {
    return delayNanos - (System.nanoTime() - sentNanos);
  }

  private void take(EndedSpan span) {
    taken++;
    try {
      SpanRequest its = request == null ? new SpanRequest(resource) : request;
      request = its;
      its.add(span);
    } catch (Throwable fault) {
      Faults.count("telemetry", fault);
    }
    if (taken == BATCH) {
      send();
    }
  }

  private void send() {
    SpanRequest written = request;
    if (written != null && written.spans() > 0) {
      request = null;
      send(written, written.spans());
    }
    waiting.addAndGet(-taken);
    taken = 0;
    sentNanos = System.nanoTime();
  }

  private void send(SpanRequest written, int spans) {
    try {
      request = target.send(written.end()) ? written.next() : null;
    } catch (Throwable fault) {
      Faults.count("telemetry", fault);
      Faults.count("telemetry", spans - 1L);
    }
  }
}
