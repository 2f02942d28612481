package io.costspan.telemetry;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.costspan.health.OwnThreads;

/** The thread that looks for homes, whenever something is seen and at least once a second. */
final class Lookout implements Sightings.Listener {
  /** What is built needs a moment until it is finished. */
  private static final long NEWS_MILLIS = 100;

  private static final long LOOK_MILLIS = 1_000;

  private final Homes homes;

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
   * An SDK may be so young that calls are not shown in it yet. Nobody could show them later, and on
   * busy processors a thread of the agent's own may come too late.
   */
  @Override
  public void closing() {
    homes.catchUp();
  }

  /** Looks once, when it is time to. */
  boolean step() throws InterruptedException {
    awaitNews();
    homes.look();
    return true;
  }

  private synchronized void awaitNews() throws InterruptedException {
    if (!homes.haveNews()) {
      wait(homes.areOpen() ? LOOK_MILLIS : 0);
    }
    long end = System.nanoTime() + MILLISECONDS.toNanos(NEWS_MILLIS);
    for (long left = NEWS_MILLIS; left > 0; left = NANOSECONDS.toMillis(end - System.nanoTime())) {
      wait(left);
    }
  }
}
