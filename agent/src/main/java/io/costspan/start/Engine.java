package io.costspan.start;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.costspan.config.Config;
import io.costspan.config.Options;
import io.costspan.exchange.Exchanges;
import io.costspan.exchange.Gate;
import io.costspan.exchange.OpenExchanges;
import io.costspan.files.Deadline;
import io.costspan.health.FaultNotes;
import io.costspan.health.FaultWarnings;
import io.costspan.health.Faults;
import io.costspan.health.Log;
import io.costspan.health.OwnThreads;
import io.costspan.ledger.Ledger;
import io.costspan.pipeline.Pipeline;
import io.costspan.pipeline.RatedCall;
import io.costspan.pipeline.Telemetry;
import io.costspan.provider.Catalog;
import io.costspan.provider.Endpoint;
import io.costspan.provider.OperationMatch;
import io.costspan.provider.Request;
import io.costspan.provider.UnsureCatalog;
import io.costspan.provider.UserCatalog;
import io.costspan.ratecard.PriceTable;
import io.costspan.ratecard.PriceTables;
import io.costspan.rating.Rater;
import io.costspan.receipt.Receipt;
import io.costspan.telemetry.Telemetries;
import io.costspan.wire.Headers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Wires together everything behind the gate. */
public final class Engine {
  private static final Duration LOAD_LIMIT = Duration.ofSeconds(2);
  private static final Duration OPEN_LIMIT = Duration.ofSeconds(3);
  private static final Duration LEDGER_LIMIT = Duration.ofSeconds(1);
  private static final Duration TELEMETRY_LIMIT = Duration.ofSeconds(2);
  private static final Duration SETTLE_INTERVAL = Duration.ofMinutes(1);
  private static final Duration NEWS_INTERVAL = Duration.ofMillis(200);
  private static final long FIRST_PAUSE_MILLIS = 100;
  private static final long LAST_PAUSE_MILLIS = 60_000;

  /** How long the first call of the JVM waits for the user's files. */
  private static final long GATE_MILLIS = 500;

  private final UserInput input;
  private final OpenExchanges underWay = new OpenExchanges();
  private final NewProviders providers = new NewProviders();
  private final Pipeline pipeline = new Pipeline(List.of(this::writeDown, this::addUp));
  private final Exchanges exchanges =
      new Exchanges(Catalog.NONE, pipeline, underWay, providers::add);
  private final Deadline loaded = Deadline.in(LOAD_LIMIT.toMillis());
  private final CountDownLatch opened = new CountDownLatch(1);
  private volatile Telemetry telemetry = Telemetry.NONE;
  private volatile Optional<Ledger> ledger = Optional.empty();
  private volatile Optional<Receipt> receipt = Optional.empty();
  private volatile @Nullable UnsureCatalog unsure;
  private volatile @Nullable PriceTables prices;
  private volatile boolean missedCalls;
  private boolean used;
  private boolean ready;

  private Engine(UserInput input) {
    this.input = input;
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
   * Opens the gate and returns; prices and telemetry are loaded behind it, on one of the agent's
   * threads. Never throws: a failure leaves the gate closed, and one line reports it.
   *
   * @param args the agent's arguments, null if there are none
   */
  public static void start(@Nullable String args) {
    try {
      Engine engine = new Engine(new UserInput(args, Deadline.in(GATE_MILLIS)));
      if (engine.takesOptions()) {
        engine.openGate();
      }
    } catch (IllegalStateException e) {
      Log.debug("the JVM is already exiting");
    } catch (Throwable e) {
      Log.error(e.getMessage() + ". The agent is off; your application continues.");
    }
  }

  /** Applies the options that can be applied at once; returns whether the agent is enabled. */
  private boolean takesOptions() {
    Config config = input.config();
    Log.setLevel(config.get(Options.LOG));
    if (config.isWhole()) {
      config.warnings().forEach(Log::warn);
    }
    return config.get(Options.ENABLED);
  }

  private void openGate() {
    Catalog catalog = install();
    Runtime.getRuntime().addShutdownHook(OwnThreads.daemon("costspan-exit", this::exit));
    OwnThreads.loop("costspan-settle", underWay::settleDropped).start();
    OwnThreads.daemon("costspan-load", () -> load(catalog)).start();
  }

  /** Opens the gate for the hosts that are known by now. */
  private Catalog install() {
    boolean whole = input.isWhole();
    Config config = input.config();
    Catalog known =
        UserCatalog.load(
            input.files(),
            config.get(Options.ENDPOINTS),
            config.get(Options.ESTIMATE),
            whole ? Log::warn : refusal -> {});
    UnsureCatalog before = unsure;
    UnsureCatalog after = whole ? null : new UnsureCatalog(known, before);
    exchanges.know(after == null ? known : after);
    Gate.install(exchanges);
    unsure = after;
    long missed = before == null ? 0 : before.missed(known);
    if (missed > 0) {
      missedCalls = true;
      Faults.count("files_late", missed);
      Log.warn("calls missed because the file that names their hosts was read too late: " + missed);
    }
    return known;
  }

  private void load(Catalog catalog) {
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
    if (!input.config().isWhole()) {
      input.await(() -> input.config().isWhole(), patience);
      input.config().warnings().forEach(Log::warn);
      if (!takesOptions()) {
        Gate.close();
        return null;
      }
      install();
    }
    return open(patience);
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
    exchanges.jobs().settle(Instant.now());
    return true;
  }

  private void take(PriceTables tables) {
    tables.put(input.files());
    if (input.isWhole()) {
      install();
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
    boolean eager = !input.catalogFiles().isEmpty() || Telemetries.isScraped() || !input.isWhole();
    String provider = eager || used ? null : providers.await();
    used = true;
    PriceTables tables = new PriceTables(input.catalogFiles(), input.files());
    prices = tables;
    if (telemetry == Telemetry.NONE) {
      telemetry =
          Telemetries.open(config, () -> tables.current().checkedAt(), new Rater(tables)::listed);
    }
    if (provider != null) {
      tables.current().prepare(provider);
    }
    if (!input.isWhole()) {
      input.await(input::isWhole, patience);
      tables.put(input.files());
      install();
    }
    if (input.isWhole()) {
      input.forget();
    }
    openPipeline();
    PriceWatch.start(config, tables);
    return tables;
  }

  /** Rates and shows the calls that wait, and from now on each call. */
  private synchronized void openPipeline() {
    PriceTables known = prices;
    if (ready) {
      return;
    }
    Config config = input.config();
    if (ledger.isEmpty()) {
      ledger = ledger(config);
    }
    receipt = config.get(Options.RECEIPT) ? Optional.of(new Receipt()) : Optional.empty();
    PriceTables tables =
        known == null ? new PriceTables(input.catalogFiles(), input.files()) : known;
    ready = true;
    pipeline.open(new Rater(tables)::rate, telemetry);
  }

  private void writeDown(RatedCall call) {
    ledger.ifPresent(lines -> lines.accept(call));
  }

  private void addUp(RatedCall call) {
    receipt.ifPresent(sums -> sums.accept(call));
  }

  /** Calls under way are settled before jobs, because they may reveal more of them. */
  private void exit() {
    if (!input.config().get(Options.ENABLED)) {
      return;
    }
    input.sayUnanswered();
    if (providers.isEmpty() && !missedCalls) {
      return;
    }
    try {
      opened.await(input.isWhole() ? LOAD_LIMIT.toNanos() : loaded.nanosLeft(), NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    atExit(this::openPipeline);
    atExit(() -> underWay.settleAll(OPEN_LIMIT));
    atExit(exchanges.jobs()::settleAll);
    atExit(pipeline::close);
    atExit(() -> ledger.ifPresent(lines -> lines.close(LEDGER_LIMIT)));
    atExit(() -> telemetry.flush(TELEMETRY_LIMIT));
    atExit(() -> receipt.ifPresentOrElse(Engine::print, FaultWarnings::say));
  }

  /** A task that fails does not keep the others from running. */
  private static void atExit(Runnable task) {
    try {
      task.run();
    } catch (Throwable fault) {
      Faults.count("exit", fault);
    }
  }

  private static void print(Receipt receipt) {
    System.err.print(receipt.render(FaultNotes.of(Faults.counts())));
  }
}
