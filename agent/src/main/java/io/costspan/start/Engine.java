package io.costspan.start;

import io.costspan.config.Config;
import io.costspan.config.Options;
import io.costspan.exchange.Exchanges;
import io.costspan.exchange.Gate;
import io.costspan.health.Log;
import io.costspan.pipeline.Pipeline;
import io.costspan.pipeline.Telemetry;
import io.costspan.provider.Catalog;
import io.costspan.ratecard.PriceTables;
import io.costspan.rating.Rater;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything behind the gate, wired together. */
public final class Engine {
  private final Config config;
  private final Pipeline pipeline = new Pipeline(List.of());

  private Engine(Config config) {
    this.config = config;
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
      Catalog catalog = Catalog.load(Catalog.bundledFiles(), config.get(Options.ENDPOINTS));
      Gate.install(new Exchanges(catalog, pipeline));
      Thread loader = new Thread(this::load, "costspan-start");
      loader.setDaemon(true);
      loader.start();
    } catch (Throwable e) {
      Log.error(e.getMessage() + ". The agent is off; your application continues.");
    }
  }

  private void load() {
    try {
      pipeline.awaitFirstCall();
      PriceTables prices = new PriceTables(config.get(Options.PRICES));
      pipeline.open(new Rater(prices)::rate, Telemetry.NONE);
    } catch (Throwable e) {
      Log.error("prices did not load: " + e + ". Calls stay unrated; your application continues.");
    }
  }
}
