package io.costspan.cli;

import io.costspan.config.Config;
import io.costspan.config.Options;
import io.costspan.ratecard.PriceTable;
import io.costspan.ratecard.PriceTables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The options of all commands that look at prices. */
final class PriceOptions {
  @Option(names = "--json", description = "JSON lines for programs instead of a table")
  private boolean json;

  @Option(
      names = "--prices",
      paramLabel = "FILE",
      description = "price file or directory to look into first; repeatable")
  private List<Path> files = List.of();

  boolean json() {
    return json;
  }

  /**
   * The prices in force: those of the given files, those of the agent's option {@code prices}, the
   * bundled ones.
   *
   * @throws InputException if a file is refused: without it the answer would be another
   */
  PriceTable table(Config config) {
    List<Path> all = new ArrayList<>(files);
    all.addAll(config.get(Options.PRICES));
    return table(all);
  }

  /** The table of these files before the bundled prices. */
  static PriceTable table(List<Path> files) {
    List<String> refusals = new ArrayList<>();
    PriceTable table = new PriceTables(files, refusals::add).current();
    if (!refusals.isEmpty()) {
      throw new InputException(String.join(System.lineSeparator(), refusals));
    }
    return table;
  }
}
