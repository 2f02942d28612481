package io.costspan.telemetry;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.costspan.health.OwnThreads;

/** The thread that looks for homes, whenever something is seen and at least once a second. */
final class Lookout implements Sightings.Listener {
  /** What is built needs a moment until it is finished. */
  private static final long NEWS_MILLIS = 100;

  private static final long LOOK_MILLIS = 1_000;

  /** How long an SDK is kept from shutting down, if the thread does not come to look. */
  private static final long LAST_MILLIS = 300;

  private final Homes homes;
  private boolean isUrgent;

  Lookout(Homes homes) {
    this.homes = homes;
  }

  void start() {
    Sightings.tell(this);
    OwnThreads.loop("costspan-homes", this::step).start();
  }

  @Override
  public synchronized void seen() {
    notifyAll();
  }

  /**
   * An SDK may be so young that calls are not shown in it yet. Nobody could show them later, so
   * this waits until they are, which takes a few milliseconds.
   */
  @Override
  public synchronized void closing() {
    if (!homes.areBehind()) {
      return;
    }
    isUrgent = true;
    notifyAll();
    try {
      long end = System.nanoTime() + MILLISECONDS.toNanos(LAST_MILLIS);
      while (homes.areBehind() && isBefore(end)) {
        waitUntil(end);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Looks once, when it is time to. */
  boolean step() throws InterruptedException {
    awaitNews();
    homes.look();
    seen();
    return true;
  }

  private synchronized void awaitNews() throws InterruptedException {
    if (!isUrgent && !homes.haveNews()) {
      wait(homes.areOpen() ? LOOK_MILLIS : 0);
    }
    long end = System.nanoTime() + MILLISECONDS.toNanos(NEWS_MILLIS);
    while (!isUrgent && isBefore(end)) {
      waitUntil(end);
    }
    isUrgent = false;
  }

  private static boolean isBefore(long endNanos) {
    return System.nanoTime() - endNanos < 0;
  }

  private void waitUntil(long endNanos) throws InterruptedException {
    wait(Math.max(1, NANOSECONDS.toMillis(endNanos - System.nanoTime())));
  }
}
