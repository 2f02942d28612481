package io.costspan.start;

import static java.time.ZoneOffset.UTC;

import io.costspan.budget.Budgets;
import io.costspan.config.Config;
import io.costspan.config.Options;
import io.costspan.flight.FlightRecording;
import io.costspan.health.FaultNotes;
import io.costspan.health.FaultWarnings;
import io.costspan.health.Faults;
import io.costspan.health.Log;
import io.costspan.health.State;
import io.costspan.identity.ThisService;
import io.costspan.ledger.Ledger;
import io.costspan.page.SpendPage;
import io.costspan.pipeline.Pipeline;
import io.costspan.pipeline.RatedCall;
import io.costspan.pipeline.Telemetry;
import io.costspan.ratecard.PriceTables;
import io.costspan.rating.Rater;
import io.costspan.receipt.Receipt;
import io.costspan.request.RequestCosts;
import io.costspan.telemetry.Sightings;
import io.costspan.telemetry.Telemetries;
import io.costspan.unseen.Unseen;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The outputs for calls, which are telemetry, ledger and receipt, and the pipeline that leads to
 * them.
 */
final class Outputs {
  private static final Duration LEDGER_LIMIT = Duration.ofSeconds(1);
  private static final Duration TELEMETRY_LIMIT = Duration.ofMillis(1_800);
  private static final Duration TELEMETRY_LEAST = Duration.ofMillis(900);

  /** A backend has a sixth of that limit, so the limit shrinks by six times what was spent. */
  private static final int PER_SPENT = 6;

  private final Budgets budgets;
  private final Pipeline pipeline;
  private final RequestCosts requests = new RequestCosts();
  private volatile Optional<Telemetries> telemetry = Optional.empty();
  private boolean telemetryIsOpen;
  private volatile Optional<Ledger> ledger = Optional.empty();
  private volatile Optional<Receipt> receipt = Optional.empty();
  private volatile boolean receiptIsWanted = true;
  private volatile Optional<SpendPage> page = Optional.empty();
  private boolean open;

  Outputs(Budgets budgets) {
    this.budgets = budgets;
    pipeline = new Pipeline(List.of(budgets, this::writeDown, this::addUp, new CallTally()));
    pipeline.record(FlightRecording.inThisJvm());
    pipeline.addUpIn(requests);
  }

  /** What logical requests cost. */
  RequestCosts requests() {
    return requests;
  }

  /** Holds the calls that end before the outputs are open. */
  Pipeline pipeline() {
    return pipeline;
  }

  /**
   * Lets the first call begin in the home that it has by then, if it comes before anything else has
   * asked for one.
   */
  void beginTelemetryAtFirstCall(Supplier<Config> config) {
    pipeline.beforeTelemetry(
        () -> {
          if (Sightings.isHomeLikely()) {
            beginTelemetry(config.get());
          }
        });
  }

  /**
   * Lets calls begin in the homes of others, as soon as all options are known. Has an effect only
   * once.
   */
  synchronized void beginTelemetry(Config config) {
    if (telemetry.isEmpty() && config.isWhole()) {
      telemetry = Telemetries.of(config, budgets);
      telemetry.ifPresent(Telemetries::watch);
      telemetry.ifPresent(its -> its.show(requests));
      telemetry.ifPresent(pipeline::beginIn);
    }
  }

  /** Opens telemetry, unless it is already open. */
  void openTelemetry(Config config, PriceTables prices) {
    beginTelemetry(config);
    if (!telemetryIsOpen) {
      telemetry.ifPresent(
          its -> its.open(new Rater(prices)::listed, () -> prices.current().version()));
      telemetryIsOpen = true;
    }
  }

  /** Rates and shows the calls that wait, and from now on each call. Has an effect only once. */
  synchronized void open(Config config, Supplier<PriceTables> prices) {
    if (open) {
      return;
    }
    if (ledger.isEmpty()) {
      ledger = ledger(config);
    }
    receipt = receipt(config);
    PriceTables loaded = prices.get();
    page = page(config, loaded);
    show(loaded);
    open = true;
    pipeline.open(
        new Rater(loaded)::rate, telemetry.<Telemetry>map(its -> its).orElse(Telemetry.NONE));
    Log.info("calls are rated, by the price table " + loaded.current().version());
  }

  private Optional<SpendPage> page(Config config, PriceTables prices) {
    return config
        .get(Options.PAGE_PORT)
        .flatMap(port -> receipt.map(sums -> new SpendPage(config, port, sums, budgets, prices)));
  }

  /** Serves the spend page, if it is asked for. */
  void openPage() {
    page.ifPresent(SpendPage::open);
  }

  private static void show(PriceTables prices) {
    State.show(State.Entry.PRICE_TABLE, () -> prices.current().version());
    State.show(State.Entry.PRICE_AGE_DAYS, () -> prices.current().ageDays(LocalDate.now(UTC)));
  }

  private static Optional<Ledger> ledger(Config config) {
    return config
        .get(Options.LEDGER)
        .map(
            path ->
                new Ledger(
                    path,
                    config.get(Options.LEDGER_MODE),
                    config.get(Options.LEDGER_LIMIT),
                    ThisService.of(config)));
  }

  /** A control file may still ask for the receipt, and the page shows its sums. */
  private Optional<Receipt> receipt(Config config) {
    boolean controlled = config.get(Options.CONTROL_FILE).isPresent();
    receiptIsWanted &= controlled || config.get(Options.RECEIPT);
    return receiptIsWanted || controlled || config.get(Options.PAGE_PORT).isPresent()
        ? Optional.of(new Receipt(config.get(Options.RATES)))
        : Optional.empty();
  }

  /** Whether to print the receipt at exit, as a control file says. */
  void wantReceipt(boolean wanted) {
    receiptIsWanted = wanted;
  }

  private void writeDown(RatedCall call) {
    ledger.ifPresent(lines -> lines.accept(call));
  }

  private void addUp(RatedCall call) {
    receipt.ifPresent(sums -> sums.accept(call));
    page.ifPresent(sums -> sums.accept(call));
  }

  /**
   * Closes all outputs at exit, each within its own time limit.
   *
   * @param begunNanos when the exit began: a backend that hangs has less time, the more is spent
   */
  void close(long begunNanos) {
    atExit(pipeline::close);
    atExit(budgets::close);
    atExit(() -> ledger.ifPresent(lines -> lines.close(LEDGER_LIMIT)));
    atExit(requests::endAll);
    atExit(() -> telemetry.ifPresent(its -> its.flush(telemetryLimit(begunNanos))));
    atExit(this::sayReceipt);
  }

  private static Duration telemetryLimit(long begunNanos) {
    Duration spent = Duration.ofNanos(System.nanoTime() - begunNanos);
    Duration left = TELEMETRY_LIMIT.minus(spent.multipliedBy(PER_SPENT));
    return left.compareTo(TELEMETRY_LEAST) < 0 ? TELEMETRY_LEAST : left;
  }

  private void sayReceipt() {
    receipt.filter(sums -> receiptIsWanted).ifPresentOrElse(Outputs::print, FaultWarnings::say);
  }

  /** A task that fails does not keep the others from running. */
  static void atExit(Runnable task) {
    try {
      task.run();
    } catch (Throwable fault) {
      Faults.count("exit", fault);
    }
  }

  private static void print(Receipt receipt) {
    List<String> notes = new ArrayList<>(Unseen.notes());
    notes.addAll(FaultNotes.of(Faults.counts()));
    System.err.print(receipt.render(notes));
  }
}
