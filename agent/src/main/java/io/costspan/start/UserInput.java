package io.costspan.start;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.costspan.config.Config;
import io.costspan.config.OptionFile;
import io.costspan.config.Options;
import io.costspan.files.Deadline;
import io.costspan.health.Faults;
import io.costspan.health.Log;
import io.costspan.json.CatalogFile;
import io.costspan.json.CatalogFile.Fate;
import io.costspan.json.CatalogFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The options and files that a user named, as far as they answered. */
final class UserInput {
  /** How long calls wait for a file that may hold their price. */
  static final int WAIT_SECONDS = 30;

  private static final long POLL_MILLIS = 50;
  private static final long READ_MILLIS = 2_000;

  /** A file that is only slow is not worth a word. */
  private static final long SILENCE_MILLIS = 2_000;

  private final @Nullable String args;
  private final OptionFile optionFile = new OptionFile();
  private volatile Config config;
  private volatile CatalogFiles catalogFiles;
  private final Deadline said = Deadline.in(SILENCE_MILLIS);
  private final AtomicBoolean warned = new AtomicBoolean();
  private volatile List<CatalogFile> files;

  /**
   * Reads what there is.
   *
   * @param args the agent's arguments, null if there are none
   */
  UserInput(@Nullable String args, Deadline deadline) {
    this.args = args;
    config = Config.load(args, optionFile, deadline.half());
    catalogFiles = new CatalogFiles(config.get(Options.PRICES));
    files = catalogFiles.read(deadline);
  }

  Config config() {
    return config;
  }

  CatalogFiles catalogFiles() {
    return catalogFiles;
  }

  /** Files of prices and providers; and the one of options if it may name more of them. */
  List<CatalogFile> files() {
    List<CatalogFile> all = new ArrayList<>(files);
    if (!config.isWhole()) {
      config.get(Options.CONFIG).ifPresent(file -> all.add(CatalogFile.unanswered(file)));
    }
    return all;
  }

  /** Those that did not answer yet. */
  List<Path> unanswered() {
    return files().stream()
        .filter(file -> file.fate() == Fate.UNANSWERED)
        .map(CatalogFile::path)
        .toList();
  }

  boolean isWhole() {
    return unanswered().isEmpty();
  }

  /** Reads again what there is. */
  private void read(Deadline deadline) {
    if (!config.isWhole()) {
      config = Config.load(args, optionFile, deadline.half());
      if (config.isWhole()) {
        catalogFiles = new CatalogFiles(config.get(Options.PRICES));
      }
    }
    files = catalogFiles.read(deadline);
  }

  /**
   * Waits until that is so, or the deadline comes; meanwhile takes in what answers, and says once
   * what does not.
   *
   * @return whether it is so
   */
  boolean await(BooleanSupplier known, Deadline deadline) throws InterruptedException {
    while (!known.getAsBoolean() && !deadline.isOver()) {
      MILLISECONDS.sleep(POLL_MILLIS);
      readNews();
      if (said.isOver()) {
        sayUnanswered();
      }
    }
    return known.getAsBoolean();
  }

  /** Takes in what answers now, if anything does. */
  boolean readNews() {
    boolean news = optionFile.hasNews() || catalogFiles.hasNews();
    if (news) {
      read(Deadline.in(READ_MILLIS));
    }
    return news;
  }

  /** One warning, whoever gives it, and a count that the receipt shows. */
  void sayUnanswered() {
    List<Path> silent = unanswered();
    if (!silent.isEmpty() && warned.compareAndSet(false, true)) {
      config.warnings().forEach(Log::warn);
      Faults.count("files_unanswered", silent.size());
      String names = silent.stream().map(Path::toString).collect(Collectors.joining(", "));
      Log.warn(
          names
              + (config.isWhole()
                  ? (silent.size() == 1 ? " does" : " do") + " not answer. Calls wait "
                  : " (option config) does not answer. Calls wait ")
              + WAIT_SECONDS
              + " s for the prices there and are unrated (prices_unread) from then on until they"
              + " come; calls to hosts that only these files name are missed");
    }
  }

  /** Lets go of what everybody has taken over. */
  void forget() {
    files = List.of();
  }
}
