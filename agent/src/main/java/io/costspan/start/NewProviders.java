package io.costspan.start;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The providers that are called for the first time, each reported once, so that their prices can be
 * prepared.
 */
final class NewProviders {
  /** There are fewer providers, but a gateway may name any. */
  private static final int LIMIT = 1_000;

  private final Set<String> called = ConcurrentHashMap.newKeySet();
  private final BlockingQueue<String> news = new LinkedBlockingQueue<>();

  /** Reports a call to that provider. Runs on the application's thread, so it never blocks. */
  void add(String provider) {
    if (called.size() < LIMIT && called.add(provider)) {
      news.add(provider);
    }
  }

  /** Whether there has been no AI call yet. */
  boolean isEmpty() {
    return called.isEmpty();
  }

  /** Waits until a provider is called for the first time, and returns its name. */
  String await() throws InterruptedException {
    return news.take();
  }

  /** Waits at most that long until a provider is called for the first time; null if none is. */
  @Nullable String await(Duration limit) throws InterruptedException {
    return news.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
  }
}
