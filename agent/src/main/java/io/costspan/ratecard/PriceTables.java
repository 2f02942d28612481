package io.costspan.ratecard;

import io.costspan.files.Deadline;
import io.costspan.health.Faults;
import io.costspan.health.Log;
import io.costspan.json.CatalogFile;
import io.costspan.json.CatalogFile.Fate;
import io.costspan.json.CatalogFiles;
import io.costspan.json.FileState;
import io.costspan.json.JsonFiles;
import io.costspan.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the price table in force: the user's own files, followed by the bundled cards. An invalid
 * file of the user is refused as a whole, with one warning until it changes; its last good content
 * stays in force.
 */
public final class PriceTables implements Supplier<PriceTable> {
  /** How long to wait in total when files are checked again. */
  private static final long PATIENCE_MILLIS = 2_000;

  private final CatalogFiles userFiles;
  private final Consumer<String> refusals;
  private final BundledCards bundled = new BundledCards();
  private final Map<String, UserFile> lastGood = new HashMap<>();
  private final Map<String, Refusal> refused = new HashMap<>();
  private volatile PriceTable current;

  private record UserFile(PriceFile file, long checksum) {}

  private record Refusal(FileState file, String message) {}

  /**
   * @param userFiles files or directories of {@code *.json} that take precedence over the bundled
   *     cards; they are read again from there
   * @param read what they contained so far; while a file that does not answer is missing, the table
   *     is not {@linkplain PriceTable#isWhole whole}
   */
  public PriceTables(CatalogFiles userFiles, List<CatalogFile> read) {
    this(userFiles, read, PriceTables::warn);
  }

  /**
   * A table of files that do not change.
   *
   * @param refusals receives one line per refusal
   */
  public PriceTables(List<CatalogFile> read, Consumer<String> refusals) {
    this(new CatalogFiles(List.of()), read, refusals);
  }

  /**
   * A table of files that may change.
   *
   * @param refusals receives one line per refusal
   */
  public PriceTables(CatalogFiles userFiles, List<CatalogFile> read, Consumer<String> refusals) {
    this.userFiles = userFiles;
    this.refusals = refusals;
    this.current = table(read, false);
  }

  /** A table of files that are read now, however long they take to answer. */
  public static PriceTables of(List<Path> userPaths) {
    CatalogFiles files = new CatalogFiles(userPaths);
    return new PriceTables(files, files.read(Deadline.never()));
  }

  /** Only the bundled cards. */
  public static PriceTables bundled() {
    return of(List.of());
  }

  private static void warn(String refusal) {
    Faults.count("prices_refused");
    Log.warn(refusal);
  }

  /** The table now in force; never blocks. */
  public PriceTable current() {
    return current;
  }

  @Override
  public PriceTable get() {
    return current;
  }

  /**
   * Checks without reading them whether the user's files have changed; if so, does the same as
   * {@link #reload}.
   */
  public synchronized void reloadIfChanged() {
    if (userFiles.isChanged(Deadline.in(PATIENCE_MILLIS))) {
      reload();
    }
  }

  /** Reads the user's files again and puts the result in force. */
  public synchronized void reload() {
    put(userFiles.read(Deadline.in(PATIENCE_MILLIS)));
  }

  /** Puts these files in force, prepared for all providers that have been requested so far. */
  public synchronized void put(List<CatalogFile> read) {
    PriceTable next = table(read, current.isWhole());
    current.prepared().forEach(next::prepare);
    current = next;
    Log.info("price files were read again; in force is the price table " + next.version());
  }

  private PriceTable table(List<CatalogFile> read, boolean whole) {
    List<String> names = read.stream().map(CatalogFile::name).toList();
    lastGood.keySet().retainAll(names);
    refused.keySet().retainAll(names);
    boolean unread = false;
    boolean provisional = false;
    List<UserFile> good = new ArrayList<>();
    for (CatalogFile file : read) {
      UserFile known = readOrKeep(file, whole, good);
      if (known != null) {
        good.add(known);
      }
      unread |= known == null && file.fate() == Fate.UNANSWERED;
      provisional |= known == null && file.isRemote();
    }
    List<PriceFile> files = new ArrayList<>();
    for (UserFile file : good) {
      files.add(file.file());
    }
    return new PriceTable(version(good), bundled, files, whole || !unread, provisional);
  }

  private @Nullable UserFile readOrKeep(CatalogFile file, boolean late, List<UserFile> before) {
    String name = file.name();
    UserFile kept = lastGood.get(name);
    if (file.fate() == Fate.UNANSWERED && late) {
      String then =
          kept == null ? "it is not used until it answers" : "its last content stays in force";
      refuse(file, name + " does not answer; " + then);
    }
    try {
      if (file.value() != null) {
        UserFile read = read(file.value(), file.checksum(), before);
        lastGood.put(name, read);
        refused.remove(name);
        file.accept();
        return read;
      }
      if (file.refusal() != null) {
        refuse(file, kept, file.refusal());
      }
    } catch (RuntimeException e) {
      refuse(file, kept, JsonFiles.refusal(name, e));
    }
    return kept;
  }

  private void refuse(CatalogFile file, @Nullable UserFile kept, String why) {
    refuse(file, "price file refused, " + consequence(file, kept) + ": " + why);
  }

  private static String consequence(CatalogFile file, @Nullable UserFile kept) {
    if (kept != null) {
      return "its last good prices stay in force";
    }
    return file.isRemote()
        ? "calls are rated by the other prices and flagged as estimated"
        : "its prices are not used";
  }

  private void refuse(CatalogFile file, String message) {
    Refusal refusal = new Refusal(file.state(), message);
    if (!refusal.equals(refused.put(file.name(), refusal))) {
      refusals.accept(message);
    }
  }

  private UserFile read(JsonValue content, long checksum, List<UserFile> before) {
    return new UserFile(PriceFile.read(content, true, id -> find(id, before)), checksum);
  }

  private @Nullable RateCard find(String id, List<UserFile> before) {
    for (UserFile file : before) {
      RateCard card = file.file().find(id);
      if (card != null) {
        return card;
      }
    }
    return bundled.find(id);
  }

  private String version(List<UserFile> files) {
    if (files.isEmpty()) {
      return bundled.version();
    }
    StringBuilder checksums = new StringBuilder();
    for (UserFile file : files) {
      checksums.append(file.checksum()).append(' ');
    }
    CRC32 all = new CRC32();
    all.update(checksums.toString().getBytes(StandardCharsets.US_ASCII));
    return bundled.version() + "+" + Long.toHexString(all.getValue());
  }
}
