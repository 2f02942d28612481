package io.costspan.net;

import io.costspan.health.Faults;
import io.costspan.health.Log;
import io.costspan.health.OwnThreads;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The few threads that answer scrapes, or whoever looks at the spend page. The JDK's server waits
 * forever for a scraper that stops in the middle of sending its request or reading the response.
 * Here such a scraper is disconnected, so that others get a thread.
 */
public final class ScrapeThreads extends ThreadPoolExecutor {
  private static final int THREADS = 5;
  private static final int IDLE_SECONDS = 60;

  private final String server;
  private final Duration limit;
  private final Map<Runnable, Future<?>> ends = new ConcurrentHashMap<>();
  private final ScheduledThreadPoolExecutor clock =
      new ScheduledThreadPoolExecutor(1, task -> OwnThreads.daemon("costspan-scrape-limit", task));

  /**
   * @param server whose threads they are, for messages
   * @param limit for one scrape, from its first byte
   */
  public ScrapeThreads(String server, Duration limit) {
    super(
        THREADS,
        THREADS,
        IDLE_SECONDS,
        TimeUnit.SECONDS,
        new LinkedBlockingQueue<>(),
        task -> OwnThreads.daemon("costspan-scrape", task));
    this.server = server;
    this.limit = limit;
    allowCoreThreadTimeOut(true);
    clock.setRemoveOnCancelPolicy(true);
  }

  @Override
  protected void beforeExecute(Thread thread, Runnable scrape) {
    Runnable cut = () -> cut(thread, scrape);
    ends.put(scrape, clock.schedule(cut, limit.toMillis(), TimeUnit.MILLISECONDS));
  }

  @Override
  protected void afterExecute(Runnable scrape, @Nullable Throwable thrown) {
    synchronized (ends) {
      Future<?> end = ends.remove(scrape);
      if (end != null) {
        end.cancel(false);
      }
    }
  }

  /** Interrupting a thread closes the channel on which it waits. */
  private void cut(Thread thread, Runnable scrape) {
    synchronized (ends) {
      if (ends.remove(scrape) != null) {
        thread.interrupt();
        Faults.count("scrape_cut");
        Log.warn(
            server
                + " disconnected a client that took more than "
                + limit.toSeconds()
                + " s to send its request or to read the response");
      }
    }
  }
}
