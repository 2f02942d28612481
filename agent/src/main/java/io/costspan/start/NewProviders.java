package io.costspan.start;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The providers that are called for the first time, each once, so that their prices get ready. */
final class NewProviders {
  /** There are fewer, but a gateway may name anybody. */
  private static final int LIMIT = 1_000;

  private final Set<String> called = ConcurrentHashMap.newKeySet();
  private final BlockingQueue<String> news = new LinkedBlockingQueue<>();

  /** A call goes to that provider. Never blocks: it runs on the application's thread. */
  void add(String provider) {
    if (called.size() < LIMIT && called.add(provider)) {
      news.add(provider);
    }
  }

  /** Whether there was no AI call yet. */
  boolean isEmpty() {
    return called.isEmpty();
  }

  /** Waits until a provider is called for the first time, and names it. */
  String await() throws InterruptedException {
    return news.take();
  }

  /** As above, but no longer than that; then null. */
  @Nullable String await(Duration limit) throws InterruptedException {
    return news.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
  }
}
