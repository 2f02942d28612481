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
 * The few threads of a server of the agent's own. The JDK's server waits forever for a client that
 * stops in the middle of sending its request or reading the response. Here such a client is
 * disconnected, so that others get a thread.
 */
public final class ServerThreads extends ThreadPoolExecutor {
  private static final int THREADS = 5;
  private static final int IDLE_SECONDS = 60;

  private final String server;
  private final Duration limit;
  private final Map<Runnable, Future<?>> ends = new ConcurrentHashMap<>();
  private final ScheduledThreadPoolExecutor clock =
      new ScheduledThreadPoolExecutor(1, task -> OwnThreads.daemon("costspan-server-limit", task));

  /**
   * @param server whose threads they are, for messages
   * @param thread their name
   * @param limit for one request, from its first byte
   */
  public ServerThreads(String server, String thread, Duration limit) {
    super(
        THREADS,
        THREADS,
        IDLE_SECONDS,
        TimeUnit.SECONDS,
        new LinkedBlockingQueue<>(),
        task -> OwnThreads.daemon(thread, task));
    this.server = server;
    this.limit = limit;
    allowCoreThreadTimeOut(true);
    clock.setRemoveOnCancelPolicy(true);
  }

  @Override
  protected void beforeExecute(Thread thread, Runnable request) {
    Runnable cut = () -> cut(thread, request);
    ends.put(request, clock.schedule(cut, limit.toMillis(), TimeUnit.MILLISECONDS));
  }

  @Override
  protected void afterExecute(Runnable request, @Nullable Throwable thrown) {
    synchronized (ends) {
      Future<?> end = ends.remove(request);
      if (end != null) {
        end.cancel(false);
      }
    }
  }

  /** Interrupting a thread closes the channel on which it waits. */
  private void cut(Thread thread, Runnable request) {
    synchronized (ends) {
      if (ends.remove(request) != null) {
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
