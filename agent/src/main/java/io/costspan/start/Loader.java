package io.costspan.start;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.costspan.config.Config;
import io.costspan.config.Options;
import io.costspan.files.Deadline;
import io.costspan.health.FaultWarnings;
import io.costspan.health.Faults;
import io.costspan.health.Log;
import io.costspan.health.OwnThreads;
import io.costspan.provider.Catalog;
import io.costspan.provider.Endpoint;
import io.costspan.provider.OperationMatch;
import io.costspan.provider.Request;
import io.costspan.ratecard.PriceTable;
import io.costspan.ratecard.PriceTables;
import io.costspan.reading.Jobs;
import io.costspan.telemetry.Telemetries;
import io.costspan.wire.Headers;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Loads prices and telemetry behind the gate and keeps them up to date, on one of the agent's
 * threads.
 */
final class Loader {
  private static final Duration LOAD_LIMIT = Duration.ofSeconds(2);
  private static final Duration SETTLE_INTERVAL = Duration.ofMinutes(1);
  private static final Duration NEWS_INTERVAL = Duration.ofMillis(200);
  private static final long FIRST_PAUSE_MILLIS = 100;
  private static final long LAST_PAUSE_MILLIS = 60_000;

  private final UserInput input;
  private final GateKeeper gate;
  private final NewProviders providers;
  private final Jobs jobs;
  private final Outputs outputs;
  private final Control control;
  private final Deadline loaded = Deadline.in(LOAD_LIMIT.toMillis());
  private final CountDownLatch opened = new CountDownLatch(1);
  private volatile @Nullable PriceTables prices;
  private boolean called;

  Loader(
      UserInput input,
      GateKeeper gate,
      NewProviders providers,
      Jobs jobs,
      Outputs outputs,
      Control control) {
    this.control = control;
    this.input = input;
    this.gate = gate;
    this.providers = providers;
    this.jobs = jobs;
    this.outputs = outputs;
  }

  /** Loads, and then keeps everything up to date until the JVM ends. */
  void run(Catalog catalog) {
    try {
      PriceTables tables = tryToLoad(catalog);
      opened.countDown();
      if (tables != null) {
        OwnThreads.repeat(() -> tend(tables));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      opened.countDown();
    }
  }

  /**
   * Waits at exit until calls are being rated, but not for long, and not for URLs that cannot be
   * reached.
   */
  void awaitOpen() {
    try {
      while (input.urls().isDue() && !opened.await(UserInput.POLL_MILLIS, MILLISECONDS)) {
        // Until the first answer, be it an error.
      }
      boolean known = input.isWhole() && input.urls().isComplete();
      opened.await(known ? LOAD_LIMIT.toNanos() : loaded.nanosLeft(), NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The prices that have been loaded, or those that can be read now. */
  PriceTables prices() {
    PriceTables known = prices;
    return known == null ? new PriceTables(input.catalogFiles(), input.files()) : known;
  }

  /**
   * Tries until it succeeds, since the cause of a failure may be temporary. Null if the agent turns
   * out to be disabled.
   */
  private @Nullable PriceTables tryToLoad(Catalog catalog) throws InterruptedException {
    Deadline patience = Deadline.in(UserInput.WAIT_SECONDS * 1_000L);
    for (long pause = FIRST_PAUSE_MILLIS; ; pause = Math.min(2 * pause, LAST_PAUSE_MILLIS)) {
      try {
        return load(catalog, patience);
      } catch (InterruptedException e) {
        throw e;
      } catch (Throwable fault) {
        Faults.count("load", fault);
        Log.error("prices could not be loaded: " + fault + ". Calls wait until they can.");
      }
      MILLISECONDS.sleep(pause);
    }
  }

  private @Nullable PriceTables load(Catalog catalog, Deadline patience)
      throws InterruptedException {
    warm(catalog);
    outputs.beginTelemetry(input.config());
    if (!input.config().isWhole()) {
      input.await(() -> input.config().isWhole(), patience);
      input.config().warnings().forEach(Log::warn);
      if (!input.applyOptions()) {
        gate.shut();
        return null;
      }
      gate.open();
      control.obey();
    }
    return open(patience);
  }

  /** Reads the provider file on which most others are based, before a call has to wait for it. */
  private static void warm(Catalog catalog) {
    Endpoint openai = catalog.endpoint("api.openai.com", -1);
    OperationMatch chat =
        openai == null
            ? null
            : openai.match(Request.of("POST", "/v1/chat/completions", Headers.NONE));
    if (chat != null) {
      chat.start();
    }
  }

  /** Waits for the first AI call, unless there is something to show or to warn about before it. */
  private PriceTables open(Deadline patience) throws InterruptedException {
    Config config = input.config();
    UrlWatch urls = input.urls();
    urls.start();
    boolean eager =
        !input.catalogFiles().isEmpty()
            || Telemetries.isScraped(config)
            || config.get(Options.PAGE_PORT).isPresent()
            || !config.budgets().isEmpty()
            || !input.isWhole();
    String provider = eager || called ? null : providers.await();
    called = true;
    PriceTables tables = new PriceTables(input.catalogFiles(), input.files());
    prices = tables;
    outputs.openTelemetry(config, tables);
    if (provider != null) {
      tables.current().prepare(provider);
    }
    if (!input.isWhole()) {
      input.await(input::isWhole, patience);
      tables.put(input.files());
      gate.open();
    }
    if (!urls.isEmpty()) {
      input.await(urls::isComplete, urls.patience());
      input.readNews();
      tables.put(input.files());
      urls.sayMissing();
    }
    if (input.isWhole()) {
      input.forget();
    }
    outputs.open(config, this::prices);
    outputs.openPage();
    PriceWatch.start(config, tables);
    urls.follow(tables);
    return tables;
  }

  /** Prepares providers that are called for the first time, and reads files that answer late. */
  private boolean tend(PriceTables tables) throws InterruptedException {
    FaultWarnings.say();
    boolean whole = input.isWhole();
    String provider = providers.await(whole ? SETTLE_INTERVAL : NEWS_INTERVAL);
    if (provider != null) {
      prepare(tables.current(), provider);
    }
    if (!whole && input.readNews()) {
      take(tables);
    }
    jobs.settle(Instant.now());
    return true;
  }

  private void take(PriceTables tables) {
    tables.put(input.files());
    if (input.isWhole()) {
      gate.open();
      input.forget();
    }
  }

  /**
   * What fails here, for example because the jar was replaced, is tried again by the call that
   * needs it.
   */
  private static void prepare(PriceTable prices, String provider) {
    try {
      prices.prepare(provider);
    } catch (Throwable fault) {
      Faults.count("prices", fault);
    }
  }
}
