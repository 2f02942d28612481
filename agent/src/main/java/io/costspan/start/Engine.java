package io.costspan.start;

import io.costspan.budget.Budgets;
import io.costspan.config.Config;
import io.costspan.config.Options;
import io.costspan.exchange.Exchanges;
import io.costspan.exchange.Gate;
import io.costspan.exchange.OpenExchanges;
import io.costspan.files.Deadline;
import io.costspan.health.Faults;
import io.costspan.health.Log;
import io.costspan.health.OwnThreads;
import io.costspan.health.OwnVersion;
import io.costspan.health.State;
import io.costspan.instrument.MetClients;
import io.costspan.instrument.Weaving;
import io.costspan.pipeline.Admission;
import io.costspan.provider.Catalog;
import io.costspan.telemetry.Sightings;
import io.costspan.unseen.ConnectionWatch;
import io.costspan.unseen.Unseen;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Wires together everything behind the gate, and settles it at exit. */
final class Engine {
  private static final Duration OPEN_LIMIT = Duration.ofSeconds(3);

  /** How long the first call of the JVM waits for the user's files. */
  private static final long GATE_MILLIS = 500;

  private final UserInput input;
  private final OpenExchanges underWay = new OpenExchanges();
  private final NewProviders providers = new NewProviders();
  private final Budgets budgets = Budgets.start(this::admit);
  private final Outputs outputs = new Outputs(budgets);
  private final Exchanges exchanges =
      new Exchanges(Catalog.NONE, outputs.pipeline(), underWay, providers::add);
  private final ConnectionWatch connections;
  private final GateKeeper gate;
  private final Control control;
  private final Loader loader;

  private Engine(UserInput input, ConnectionWatch connections) {
    this.input = input;
    this.connections = connections;
    gate = new GateKeeper(input, exchanges, connections);
    control = new Control(input::config, this::obey);
    loader = new Loader(input, gate, providers, exchanges.jobs(), outputs, control);
  }

  private void admit(Admission admission) {
    exchanges.admit(admission);
  }

  private void obey(Config config) {
    Log.setLevel(config.get(Options.LOG));
    budgets.obey(config);
    outputs.wantReceipt(config.get(Options.RECEIPT));
    gate.turn(config.get(Options.ENABLED));
  }

  /**
   * Opens the gate and returns; prices and telemetry are loaded behind it, on one of the agent's
   * threads. Never throws: a failure leaves the gate closed, and one line reports it.
   *
   * @param args the agent's arguments, null if there are none
   * @param connections is told which hosts are known
   */
  static void start(@Nullable String args, ConnectionWatch connections) {
    try {
      UserInput input = new UserInput(args, Deadline.in(GATE_MILLIS));
      if (input.applyOptions()) {
        new Engine(input, connections).run();
      } else {
        connections.turnOff();
      }
    } catch (Throwable fault) {
      Gate.close();
      Faults.count("start", fault);
      Log.error(fault + ". The agent is off; your application continues.");
    }
  }

  private void run() {
    if (!isSettledAtExit()) {
      Log.debug("the JVM is already exiting");
      return;
    }
    control.obey();
    budgets.awaitMemory();
    if (Sightings.isHomeLikely()) {
      outputs.beginTelemetry(input.config());
    } else {
      outputs.beginTelemetryAtFirstCall(input::config);
    }
    Catalog catalog = gate.open();
    Unseen.tell(providers::wake);
    OwnThreads.loop("costspan-settle", underWay::settleDropped).start();
    outputs.requests().atFirstCall(Weaving::watchRequests);
    OwnThreads.loop("costspan-requests", outputs.requests()::tend).start();
    OwnThreads.daemon("costspan-load", () -> loader.run(catalog)).start();
    showState();
    Log.info("AI calls are watched");
    MetClients.say();
    if (budgets.areBlocking()) {
      // Calls that end before they can be rated would not count yet.
      loader.awaitOpen();
    }
  }

  private boolean isSettledAtExit() {
    try {
      Runtime.getRuntime().addShutdownHook(OwnThreads.daemon("costspan-exit", this::exit));
      return true;
    } catch (IllegalStateException exiting) {
      return false;
    }
  }

  private void showState() {
    State.show(State.Entry.REQUESTS, outputs.requests()::summary);
    State.show(State.Entry.BUDGETS, budgets::lines);
    State.show(State.Entry.VERSION, OwnVersion.text());
    State.show(State.Entry.ACTIVE, () -> true);
    State.show(State.Entry.UNSEEN, Unseen::notes);
    State.show(State.Entry.FAULTS, Faults::counts);
  }

  /** Calls under way are settled before jobs, because they may reveal more of them. */
  private void exit() {
    if (gate.isShut()) {
      return;
    }
    long begunNanos = System.nanoTime();
    input.sayUnanswered();
    connections.close();
    if (providers.isEmpty()) {
      Log.info(EarlyLog.NO_CALL + ", although AI calls were watched");
    }
    if (providers.isEmpty() && !gate.hasMissedCalls() && Unseen.isEmpty()) {
      return;
    }
    loader.awaitOpen();
    input.urls().sayMissing();
    Outputs.atExit(() -> outputs.open(input.config(), loader::prices));
    Outputs.atExit(() -> underWay.settleAll(OPEN_LIMIT));
    Outputs.atExit(exchanges.jobs()::settleAll);
    outputs.close(begunNanos);
  }
}
