package io.costspan.start;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.costspan.config.Config;
import io.costspan.config.Options;
import io.costspan.files.UserFile;
import io.costspan.health.Log;
import io.costspan.health.OwnThreads;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides which options are in force while the application runs: those that are set, changed by the
 * file of the option {@code control.file}, if there is one. It is read on a thread of its own,
 * because it may hang.
 */
final class Control {
  private static final long PAUSE_MILLIS = 2_000;

  /** How long the first call of the JVM waits for the file. */
  private static final long PATIENCE_MILLIS = 500;

  private final Supplier<Config> options;
  private final Consumer<Config> obedient;
  private final AtomicBoolean followed = new AtomicBoolean();
  private final CountDownLatch looked = new CountDownLatch(1);
  private String text = "";
  private @Nullable Config base;

  /**
   * @param options as they are set, as far as they are known by now
   * @param obedient is told what is in force
   */
  Control(Supplier<Config> options, Consumer<Config> obedient) {
    this.options = options;
    this.obedient = obedient;
  }

  /**
   * Puts the options in force as they are set now, and as the file has them; what it says later
   * follows. Called again when a file of options answers late.
   */
  void obey() {
    Config set = options.get();
    Optional<Path> file = set.get(Options.CONTROL_FILE);
    if (file.isEmpty()) {
      obedient.accept(set);
      return;
    }
    if (followed.compareAndSet(false, true)) {
      OwnThreads.loop("costspan-control", () -> step(file.get())).start();
      awaitFirstLook();
    }
    takeAgain(file.get());
  }

  private void awaitFirstLook() {
    try {
      looked.await(PATIENCE_MILLIS, MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean step(Path file) throws InterruptedException {
    try {
      look(file);
    } finally {
      looked.countDown();
    }
    MILLISECONDS.sleep(PAUSE_MILLIS);
    return true;
  }

  private void look(Path file) {
    String now = read(file);
    if (now != null) {
      take(file, now);
    }
  }

  /** Its content, empty if it is not there; null if it cannot be read. */
  private static @Nullable String read(Path file) {
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

  /** A file that has not answered says nothing. */
  private synchronized void takeAgain(Path file) {
    take(file, text);
  }

  /** The options change as well if the file of options answers late. */
  private synchronized void take(Path file, String now) {
    Config set = options.get();
    boolean isNew = !now.equals(text);
    if (isNew || set != base) {
      Config config = set.controlledBy(file, now);
      config.warnings().forEach(Log::warn);
      obedient.accept(config);
      if (isNew) {
        Log.info(file + " is in force: enabled=" + config.get(Options.ENABLED));
      }
      text = now;
      base = set;
    }
  }
}
