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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The options and files that the user named, as far as they have answered. */
final class UserInput {
  /** How long calls wait for a file that may contain their price. */
  static final int WAIT_SECONDS = 30;

  static final long POLL_MILLIS = 50;
  private static final long READ_MILLIS = 2_000;

  /** A file that is merely slow is not reported. */
  private static final long SILENCE_MILLIS = 2_000;

  private final @Nullable String args;
  private final OptionFile optionFile = new OptionFile();
  private volatile Config config;
  private volatile UrlWatch urls;
  private volatile CatalogFiles catalogFiles;
  private final Deadline said = Deadline.in(SILENCE_MILLIS);
  private final AtomicBoolean warned = new AtomicBoolean();
  private volatile List<CatalogFile> files;

  /**
   * Reads what is available.
   *
   * @param args the agent's arguments, null if there are none
   */
  UserInput(@Nullable String args, Deadline deadline) {
    this.args = args;
    config = Config.load(args, optionFile, deadline.half());
    urls = new UrlWatch(config);
    catalogFiles = urls.files();
    files = catalogFiles.read(deadline);
  }

  Config config() {
    return config;
  }

  /**
   * Applies the options that can be applied at once; returns whether the agent is enabled, or may
   * be later by a control file.
   */
  boolean applyOptions() {
    Log.setLevel(config.get(Options.LOG));
    if (config.isWhole()) {
      config.warnings().forEach(Log::warn);
    }
    return config.get(Options.ENABLED) || config.get(Options.CONTROL_FILE).isPresent();
  }

  CatalogFiles catalogFiles() {
    return catalogFiles;
  }

  /** The price URLs; nobody has asked them yet. */
  UrlWatch urls() {
    return urls;
  }

  /** The price and provider files, and the file of options if it may name more of them. */
  List<CatalogFile> files() {
    List<CatalogFile> all = new ArrayList<>(files);
    if (!config.isWhole()) {
      config.get(Options.CONFIG).ifPresent(file -> all.add(CatalogFile.unanswered(file)));
    }
    return all;
  }

  /** The files that have not answered yet. */
  List<String> unanswered() {
    return files().stream()
        .filter(file -> file.fate() == Fate.UNANSWERED)
        .map(CatalogFile::name)
        .toList();
  }

  boolean isWhole() {
    return unanswered().isEmpty();
  }

  /** Reads again what is available. */
  private void read(Deadline deadline) {
    if (!config.isWhole()) {
      config = Config.load(args, optionFile, deadline.half());
      if (config.isWhole()) {
        urls = new UrlWatch(config);
        catalogFiles = urls.files();
      }
    }
    files = catalogFiles.read(deadline);
  }

  /**
   * Waits until {@code known} is true or the deadline is over. Meanwhile reads what answers, and
   * reports once what does not.
   *
   * @return whether {@code known} is true
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

  /** Reads what has answered, if anything has. */
  boolean readNews() {
    boolean news = optionFile.hasNews() || catalogFiles.hasNews();
    if (news) {
      read(Deadline.in(READ_MILLIS));
    }
    return news;
  }

  /** Gives a single warning, and counts the files for the receipt. */
  void sayUnanswered() {
    List<String> silent = unanswered();
    if (!silent.isEmpty() && warned.compareAndSet(false, true)) {
      config.warnings().forEach(Log::warn);
      Faults.count("files_unanswered", silent.size());
      String names = String.join(", ", silent);
      Log.warn(
          names
              + (config.isWhole()
                  ? (silent.size() == 1 ? " does" : " do") + " not answer. Calls wait "
                  : " (option config) does not answer. Calls wait ")
              + WAIT_SECONDS
              + " s for the prices there; after that they are unrated (prices_unread) until the"
              + " prices arrive. Calls to hosts that only these files name are missed");
    }
  }

  /** Releases what all others have taken over. */
  void forget() {
    files = List.of();
  }
}
