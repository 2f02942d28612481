package io.costspan.start;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.costspan.config.Config;
import io.costspan.config.Options;
import io.costspan.files.Deadline;
import io.costspan.files.Location;
import io.costspan.health.Faults;
import io.costspan.health.Log;
import io.costspan.health.OwnThreads;
import io.costspan.json.CatalogFiles;
import io.costspan.net.PriceUrl;
import io.costspan.net.PriceUrls;
import io.costspan.ratecard.PriceTables;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Follows the price URLs that the user named, each on a thread of its own. */
final class UrlWatch {
  /** How long calls wait for the first answer. */
  private static final long PATIENCE_MILLIS = 5_000;

  private final List<String> warnings = new ArrayList<>();
  private final List<PriceUrl> urls;
  private final CatalogFiles files;
  private final Duration interval;
  private final AtomicBoolean started = new AtomicBoolean();
  private volatile Deadline patience = Deadline.in(PATIENCE_MILLIS);
  private final CountDownLatch opened = new CountDownLatch(1);
  private volatile @Nullable PriceTables tables;

  UrlWatch(Config config) {
    interval = config.get(Options.PRICES_RELOAD);
    List<Location> named = config.get(Options.PRICES);
    if (named.isEmpty()) {
      // Most JVMs start without any of the classes below.
      files = new CatalogFiles(List.of());
      urls = List.of();
    } else {
      PriceUrls followed =
          new PriceUrls(
              named,
              config.get(Options.PRICES_TOKEN),
              config.get(Options.PRICES_CERTIFICATE),
              config.get(Options.PRICES_CACHE),
              warnings::add);
      PriceUrls.check(named, config.get(Options.PRICES_CERTIFICATE), warnings::add);
      files = followed.files();
      urls = followed.all();
    }
  }

  /** All that the user named, files as well as URLs. */
  CatalogFiles files() {
    return files;
  }

  /** Begins to ask the URLs. Has an effect only once. */
  void start() {
    if (started.compareAndSet(false, true)) {
      warnings.forEach(Log::warn);
      patience = Deadline.in(PATIENCE_MILLIS);
      urls.forEach(url -> OwnThreads.daemon("costspan-price-url", () -> run(url)).start());
    }
  }

  private void run(PriceUrl url) {
    url.recall();
    OwnThreads.repeat(() -> follow(url));
  }

  private boolean follow(PriceUrl url) throws InterruptedException {
    if (url.copy() != null) {
      // A good copy must not be replaced by a bad one before it is in force.
      opened.await();
    }
    url.poll();
    putInForce(url);
    if (interval.isZero() && url.hasAnswered()) {
      return false;
    }
    MILLISECONDS.sleep(url.pause(interval).toMillis());
    return true;
  }

  private void putInForce(PriceUrl url) {
    PriceTables known = tables;
    if (known == null) {
      return;
    }
    try {
      known.reloadIfChanged();
    } catch (Throwable fault) {
      Faults.count("prices_reload", fault);
    }
    url.settle();
  }

  boolean isEmpty() {
    return urls.isEmpty();
  }

  /** Whether there is a copy of each URL, so that no call has to wait. */
  boolean isComplete() {
    return urls.stream().allMatch(url -> url.copy() != null);
  }

  /** Until when calls wait for the first answers. */
  Deadline patience() {
    return patience;
  }

  /** Whether a first answer is still to come in time, and no failure has shown that it may not. */
  boolean isDue() {
    return !patience.isOver()
        && urls.stream().anyMatch(url -> url.copy() == null && !url.hasFailed());
  }

  /** From now on puts what arrives in force, and what has arrived already. */
  void follow(PriceTables inForce) {
    tables = inForce;
    opened.countDown();
    urls.forEach(this::putInForce);
  }

  /** Says which URLs have not answered in time, so that other prices are used. */
  void sayMissing() {
    urls.forEach(PriceUrl::sayMissing);
  }
}
