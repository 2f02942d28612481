package io.costspan.start;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.costspan.config.Config;
import io.costspan.config.Options;
import io.costspan.health.Faults;
import io.costspan.health.OwnThreads;
import io.costspan.ratecard.PriceTables;
import java.time.Duration;

/** Puts changed price files of the user's in force while the application runs. */
final class PriceWatch {
  private PriceWatch() {}

  /** Starts the watch; does nothing if there is nothing to watch or the user wants none. */
  static void start(Config config, PriceTables prices) {
    Duration interval = config.get(Options.PRICES_RELOAD);
    if (!interval.isZero() && !config.get(Options.PRICES).isEmpty()) {
      OwnThreads.daemon("costspan-prices", () -> watch(prices, interval)).start();
    }
  }

  private static void watch(PriceTables prices, Duration interval) {
    try {
      while (true) {
        MILLISECONDS.sleep(MILLISECONDS.convert(interval));
        look(prices);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void look(PriceTables prices) {
    try {
      prices.reloadIfChanged();
    } catch (Throwable fault) {
      Faults.count("prices_reload", fault);
    }
  }
}
