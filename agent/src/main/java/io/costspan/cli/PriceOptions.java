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

  /** The prices in force: those of the files, of the agent's option {@code prices}, the bundled. */
  PriceTable table(Config config) {
    List<Path> all = new ArrayList<>(files);
    all.addAll(config.get(Options.PRICES));
    return new PriceTables(all).current();
  }
}
