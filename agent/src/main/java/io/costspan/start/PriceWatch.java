package io.costspan.start;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.costspan.config.Config;
import io.costspan.config.Options;
import io.costspan.health.Faults;
import io.costspan.health.OwnThreads;
import io.costspan.ratecard.PriceTables;
import java.time.Duration;

/** Puts the user's changed price files in force while the application runs. */
final class PriceWatch {
  private PriceWatch() {}

  /** Starts the watch, unless there are no price files or the user has disabled it. */
  static void start(Config config, PriceTables prices) {
    Duration interval = config.get(Options.PRICES_RELOAD);
    if (!interval.isZero() && hasFiles(config)) {
      OwnThreads.loop("costspan-prices", () -> look(prices, interval)).start();
    }
  }

  private static boolean hasFiles(Config config) {
    return config.get(Options.PRICES).stream().anyMatch(location -> location.path() != null);
  }

  private static boolean look(PriceTables prices, Duration interval) throws InterruptedException {
    MILLISECONDS.sleep(MILLISECONDS.convert(interval));
    try {
      prices.reloadIfChanged();
    } catch (Throwable fault) {
      Faults.count("prices_reload", fault);
    }
    return true;
  }
}
