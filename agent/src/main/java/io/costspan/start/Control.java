package io.costspan.start;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.costspan.budget.Budgets;
import io.costspan.config.Config;
import io.costspan.config.Options;
import io.costspan.files.UserFile;
import io.costspan.health.Log;
import io.costspan.health.OwnThreads;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Obeys the file of the option {@code control.file} while the application runs, on a thread of its
 * own, because the file may hang.
 */
final class Control {
  private static final long PAUSE_MILLIS = 2_000;

  /** How long the first call of the JVM waits for the file. */
  private static final long PATIENCE_MILLIS = 500;

  private final Path file;
  private final Supplier<Config> options;
  private final GateKeeper gate;
  private final Outputs outputs;
  private final Budgets budgets;
  private final CountDownLatch obeyed = new CountDownLatch(1);
  private String text = "";
  private @Nullable Config base;

  private Control(
      Path file, Supplier<Config> options, GateKeeper gate, Outputs outputs, Budgets budgets) {
    this.budgets = budgets;
    this.file = file;
    this.options = options;
    this.gate = gate;
    this.outputs = outputs;
  }

  /**
   * Obeys the file as it is now, and whenever it changes, if there is one. Budgets are what it
   * makes of them from the beginning.
   */
  static void start(Supplier<Config> options, GateKeeper gate, Outputs outputs, Budgets budgets) {
    options
        .get()
        .get(Options.CONTROL_FILE)
        .ifPresentOrElse(
            file -> new Control(file, options, gate, outputs, budgets).start(),
            () -> budgets.obey(options.get()));
  }

  private void start() {
    OwnThreads.loop("costspan-control", this::step).start();
    try {
      obeyed.await(PATIENCE_MILLIS, MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean step() throws InterruptedException {
    try {
      look();
    } finally {
      obeyed.countDown();
    }
    MILLISECONDS.sleep(PAUSE_MILLIS);
    return true;
  }

  /** The options change as well if the file of options answers late. */
  private void look() {
    String now = read();
    Config set = options.get();
    if (now != null && !(now.equals(text) && set == base)) {
      Config config = set.controlledBy(file, now);
      obey(config);
      if (!now.equals(text)) {
        Log.info(file + " is in force: enabled=" + config.get(Options.ENABLED));
      }
      text = now;
      base = set;
    }
  }

  /** Its content, empty if it is not there; null if it cannot be read. */
  private @Nullable String read() {
    try {
      return new String(UserFile.read(file, UserFile.SMALL_LIMIT), StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      return "";
    } catch (IOException e) {
      Log.warn(
          "option control.file: " + file + " cannot be read (" + e + "); correct or remove it");
      return null;
    }
  }

  private void obey(Config config) {
    config.warnings().forEach(Log::warn);
    Log.setLevel(config.get(Options.LOG));
    budgets.obey(config);
    outputs.wantReceipt(config.get(Options.RECEIPT));
    gate.turn(config.get(Options.ENABLED));
  }
}
