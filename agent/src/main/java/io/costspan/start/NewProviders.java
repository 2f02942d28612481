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

  private static final String NOBODY = "";

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

  /** Ends the wait for the first provider: there is something else to show. */
  void wake() {
    news.add(NOBODY);
  }

  /**
   * Waits until a provider is called for the first time, and returns its name; null if there is
   * something else to show.
   */
  @Nullable String await() throws InterruptedException {
    return named(news.take());
  }

  /** Waits at most that long until a provider is called for the first time; null if none is. */
  @Nullable String await(Duration limit) throws InterruptedException {
    return named(news.poll(limit.toMillis(), TimeUnit.MILLISECONDS));
  }

  private static @Nullable String named(@Nullable String provider) {
    return NOBODY.equals(provider) ? null : provider;
  }
}
