package io.costspan.ratecard;

import io.costspan.health.Faults;
import io.costspan.health.Log;
import io.costspan.json.JsonFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
 * Keeps the price table in force: the bundled cards behind the user's own files. A bad file of the
 * user's is refused whole, with one warning until it changes; what it said when it was last good
 * stays in force.
 */
public final class PriceTables implements Supplier<PriceTable> {
  private final List<Path> userPaths;
  private final Consumer<String> refusals;
  private final BundledCards bundled = new BundledCards();
  private final Map<Path, UserFile> lastGood = new HashMap<>();
  private final Map<Path, Refusal> refused = new HashMap<>();
  private List<FileState> loaded = List.of();
  private volatile PriceTable current;

  private record UserFile(PriceFile file, long checksum) {}

  private record Refusal(FileState file, String message) {}

  /**
   * @param userPaths files or directories of {@code *.json}, read in this order and before the
   *     bundled cards
   */
  public PriceTables(List<Path> userPaths) {
    this(userPaths, PriceTables::warn);
  }

  /**
   * As above, for somebody who wants to know what was refused.
   *
   * @param refusals receives one line per refusal
   */
  public PriceTables(List<Path> userPaths, Consumer<String> refusals) {
    this.userPaths = List.copyOf(userPaths);
    this.refusals = refusals;
    this.current = load();
  }

  /** Only the bundled cards. */
  public static PriceTables bundled() {
    return new PriceTables(List.of());
  }

  private static void warn(String refusal) {
    Faults.count("prices_refused");
    Log.warn(refusal);
  }

  /** The table in force now; never blocks. */
  public PriceTable current() {
    return current;
  }

  @Override
  public PriceTable get() {
    return current;
  }

  /** Looks, without reading them, whether the user's files changed; then as {@link #reload}. */
  public synchronized void reloadIfChanged() {
    if (!FileState.of(JsonFiles.list(userPaths, refusal -> {})).equals(loaded)) {
      reload();
    }
  }

  /** Reads the user's files again and puts the result in force, ready for all known providers. */
  public synchronized void reload() {
    PriceTable next = load();
    current.prepared().forEach(next::prepare);
    current = next;
  }

  private PriceTable load() {
    // Before reading: what changes meanwhile differs from this and is read the next time.
    loaded = FileState.of(JsonFiles.list(userPaths, refusals));
    List<Path> paths = new ArrayList<>();
    for (FileState state : loaded) {
      paths.add(state.path());
    }
    lastGood.keySet().retainAll(paths);
    refused.keySet().retainAll(paths);
    List<UserFile> good = new ArrayList<>();
    for (FileState state : loaded) {
      UserFile file = readOrKeep(state, good);
      if (file != null) {
        good.add(file);
      }
    }
    List<PriceFile> files = new ArrayList<>();
    for (UserFile file : good) {
      files.add(file.file());
    }
    return new PriceTable(version(good), bundled, files);
  }

  private @Nullable UserFile readOrKeep(FileState state, List<UserFile> before) {
    Path path = state.path();
    try {
      UserFile file = read(path, before);
      lastGood.put(path, file);
      refused.remove(path);
      return file;
    } catch (IOException | RuntimeException e) {
      UserFile kept = lastGood.get(path);
      String then = kept == null ? "its prices are not used" : "its last good prices stay";
      refuse(state, "price file refused, " + then + ": " + JsonFiles.refusal(path, e));
      return kept;
    }
  }

  private void refuse(FileState file, String message) {
    Refusal refusal = new Refusal(file, message);
    if (!refusal.equals(refused.put(file.path(), refusal))) {
      refusals.accept(message);
    }
  }

  private UserFile read(Path path, List<UserFile> before) throws IOException {
    byte[] content = Files.readAllBytes(path);
    CRC32 checksum = new CRC32();
    checksum.update(content);
    CardFinder others = id -> find(id, before);
    PriceFile file =
        PriceFile.read(path.toString(), new ByteArrayInputStream(content), true, others);
    return new UserFile(file, checksum.getValue());
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
