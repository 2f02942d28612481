package io.costspan.start;

import io.costspan.config.Config;
import io.costspan.config.Options;
import io.costspan.exchange.Exchanges;
import io.costspan.exchange.Gate;
import io.costspan.health.FaultNotes;
import io.costspan.health.FaultWarnings;
import io.costspan.health.Faults;
import io.costspan.health.Log;
import io.costspan.health.OwnThreads;
import io.costspan.ledger.Ledger;
import io.costspan.pipeline.CallOutput;
import io.costspan.pipeline.Pipeline;
import io.costspan.pipeline.Telemetry;
import io.costspan.provider.Catalog;
import io.costspan.provider.Endpoint;
import io.costspan.provider.OperationMatch;
import io.costspan.provider.UserCatalog;
import io.costspan.ratecard.PriceTable;
import io.costspan.ratecard.PriceTables;
import io.costspan.rating.Rater;
import io.costspan.receipt.Receipt;
import io.costspan.telemetry.Telemetries;
import io.costspan.usage.Jobs;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Everything behind the gate, wired together. */
public final class Engine {
  private static final Duration LOAD_LIMIT = Duration.ofSeconds(2);
  private static final Duration LEDGER_LIMIT = Duration.ofSeconds(1);
  private static final Duration TELEMETRY_LIMIT = Duration.ofSeconds(2);
  private static final Duration SETTLE_INTERVAL = Duration.ofMinutes(1);

  private final Config config;
  private final Optional<Ledger> ledger;
  private final Optional<Receipt> receipt;
  private final Pipeline pipeline;
  private final CountDownLatch opened = new CountDownLatch(1);
  private volatile Telemetry telemetry = Telemetry.NONE;

  private Engine(Config config) {
    this.config = config;
    this.ledger = ledger(config);
    this.receipt = config.get(Options.RECEIPT) ? Optional.of(new Receipt()) : Optional.empty();
    List<CallOutput> outputs =
        Stream.concat(ledger.stream(), receipt.stream()).map(CallOutput.class::cast).toList();
    this.pipeline = new Pipeline(outputs);
  }

  private static Optional<Ledger> ledger(Config config) {
    return config
        .get(Options.LEDGER)
        .map(
            path ->
                new Ledger(
                    path, config.get(Options.LEDGER_MODE), config.get(Options.LEDGER_LIMIT)));
  }

  /**
   * Opens the gate and returns; prices and telemetry load behind it, on a thread of ours. Never
   * throws: what fails leaves the gate shut, with one line that says so.
   *
   * @param args the agent's arguments, null if there are none
   */
  public static void start(@Nullable String args) {
    Config config = Config.load(args);
    Log.setLevel(config.get(Options.LOG));
    config.warnings().forEach(Log::warn);
    if (config.get(Options.ENABLED)) {
      new Engine(config).openGate();
    }
  }

  private void openGate() {
    try {
      Catalog catalog =
          UserCatalog.load(
              config.get(Options.PRICES),
              config.get(Options.ENDPOINTS),
              config.get(Options.ESTIMATE),
              Log::warn);
      Thread exit = OwnThreads.daemon("costspan-exit", () -> exit(catalog.jobs()));
      Runtime.getRuntime().addShutdownHook(exit);
      Gate.install(new Exchanges(catalog, pipeline));
      OwnThreads.daemon("costspan-load", () -> load(catalog)).start();
    } catch (IllegalStateException e) {
      Log.debug("the JVM exits already");
    } catch (Throwable e) {
      Log.error(e.getMessage() + ". The agent is off; your application continues.");
    }
  }

  private void load(Catalog catalog) {
    try {
      warm(catalog);
      Supplier<PriceTable> prices = open();
      opened.countDown();
      OwnThreads.repeat(() -> tend(prices.get(), catalog.jobs()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Throwable e) {
      Log.error("prices did not load: " + e + ". No call is rated; your application continues.");
    } finally {
      opened.countDown();
    }
  }

  private boolean tend(PriceTable prices, Jobs jobs) throws InterruptedException {
    FaultWarnings.say();
    String provider = pipeline.awaitNewProvider(SETTLE_INTERVAL);
    if (provider != null) {
      prepare(prices, provider);
    }
    jobs.settle(Instant.now());
    return true;
  }

  /** What fails here, because the jar was replaced say, is tried again by the call that asks. */
  private static void prepare(PriceTable prices, String provider) {
    try {
      prices.prepare(provider);
    } catch (Throwable fault) {
      Faults.count("prices", fault);
    }
  }

  /** Reads the provider file that most others are like, before a call has to wait for it. */
  private static void warm(Catalog catalog) {
    Endpoint openai = catalog.endpoint("api.openai.com", -1);
    OperationMatch chat =
        openai == null ? null : openai.match("POST", "/v1/chat/completions", null, header -> null);
    if (chat != null) {
      chat.operation().reader().start(chat);
    }
  }

  /** Waits for the first AI call, unless there is something to see or to warn of before it. */
  private Supplier<PriceTable> open() throws InterruptedException {
    boolean eager = !config.get(Options.PRICES).isEmpty() || Telemetries.isScraped();
    String provider = eager ? null : pipeline.awaitNewProvider();
    PriceTables prices = new PriceTables(config.get(Options.PRICES));
    telemetry = Telemetries.open(config, () -> prices.current().checkedAt());
    if (provider != null) {
      prices.current().prepare(provider);
    }
    pipeline.open(new Rater(prices)::rate, telemetry);
    PriceWatch.start(config, prices);
    return prices;
  }

  private void exit(Jobs jobs) {
    if (!pipeline.isUsed()) {
      return;
    }
    try {
      opened.await(LOAD_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    jobs.settleAll();
    ledger.ifPresent(lines -> lines.close(LEDGER_LIMIT));
    telemetry.flush(TELEMETRY_LIMIT);
    receipt.map(calls -> calls.render(FaultNotes.of(Faults.counts()))).ifPresent(System.err::print);
  }
}
