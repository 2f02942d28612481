package io.costspan.start;

import io.costspan.health.Faults;
import io.costspan.health.OwnThreads;
import io.costspan.instrument.LateStart;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Starts the engine when the first HTTP client shows up. */
final class EngineStart implements LateStart, Runnable {
  private static final int PATIENCE_SECONDS = 5;

  private final @Nullable String args;
  private final AtomicBoolean begun = new AtomicBoolean();
  private final CountDownLatch started = new CountDownLatch(1);

  EngineStart(@Nullable String args) {
    this.args = args;
  }

  @Override
  public void begin() {
    if (begun.compareAndSet(false, true)) {
      OwnThreads.daemon("costspan-start", this).start();
    }
  }

  @Override
  public void run() {
    try {
      Engine.start(args);
    } catch (Throwable fault) {
      Faults.count("start", fault);
    } finally {
      started.countDown();
    }
  }

  @Override
  public void awaitGate() {
    if (OwnThreads.isCurrent()) {
      return;
    }
    try {
      if (!started.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        Faults.count("slow_start");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
