package io.costspan.budget;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.costspan.files.Location;
import io.costspan.health.Faults;
import io.costspan.health.Log;
import io.costspan.health.OwnThreads;
import io.costspan.net.Failures;
import io.costspan.net.JsonPost;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** Posts alerts one after the other, on a thread of its own. */
final class Webhook {
  private static final int MOST_WAITING = 1_000;
  private static final int TRIES = 3;
  private static final long PAUSE_MILLIS = 1_000;
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final BlockingQueue<Alert> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final AtomicInteger unsent = new AtomicInteger();
  private boolean begun;
  private boolean failing;

  private record Alert(URI url, String json) {}

  /** Sends an alert, in its turn. */
  synchronized void post(URI url, String json) {
    unsent.incrementAndGet();
    if (!waiting.offer(new Alert(url, json))) {
      unsent.decrementAndGet();
      Faults.count("budget_webhook");
    }
    if (!begun) {
      begun = true;
      OwnThreads.loop("costspan-webhook", this::step).start();
    }
  }

  private boolean step() throws InterruptedException {
    Alert alert = waiting.take();
    try {
      send(alert);
    } finally {
      unsent.decrementAndGet();
    }
    return true;
  }

  private void send(Alert alert) throws InterruptedException {
    for (int tries = 1; ; tries++) {
      try {
        JsonPost.send(alert.url, alert.json.getBytes(UTF_8), LIMIT);
        failing = false;
        return;
      } catch (IOException | TimeoutException e) {
        if (tries == TRIES) {
          fail(alert, e);
          return;
        }
      }
      MILLISECONDS.sleep(tries * PAUSE_MILLIS);
    }
  }

  private void fail(Alert alert, Exception e) {
    Faults.count("budget_webhook");
    if (!failing) {
      failing = true;
      Log.warn(
          "option budget.webhook: "
              + Location.shown(alert.url.toString())
              + " did not take an alert ("
              + Failures.words(e)
              + "); further failures are only counted");
    }
  }

  /** Waits at exit until all alerts are sent, but not for long; the others count as lost. */
  void close(Duration limit) {
    long endNanos = System.nanoTime() + limit.toNanos();
    try {
      while (unsent.get() > 0 && System.nanoTime() < endNanos) {
        MILLISECONDS.sleep(5);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Faults.count("budget_webhook", unsent.get());
  }
}
