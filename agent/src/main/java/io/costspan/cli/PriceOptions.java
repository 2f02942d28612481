package io.costspan.cli;

import io.costspan.config.Config;
import io.costspan.config.Options;
import io.costspan.provider.Catalog;
import io.costspan.provider.UserCatalog;
import io.costspan.ratecard.PriceTable;
import io.costspan.ratecard.PriceTables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** The options of all commands that look at prices. */
final class PriceOptions {
  @Option(names = "--json", description = "JSON lines for programs instead of a table")
  private boolean json;

  @Option(
      names = "--prices",
      paramLabel = "FILE",
      description = "catalog file or directory to look into first; repeatable")
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
    return table(paths(config));
  }

  /**
   * The providers in force, from the same files and the option {@code endpoints}.
   *
   * @throws InputException if a file or an endpoint is refused
   */
  Catalog catalog(Config config) {
    return strictly(
        refusals -> UserCatalog.load(paths(config), config.get(Options.ENDPOINTS), refusals));
  }

  /** The table of these files before the bundled prices. */
  static PriceTable table(List<Path> files) {
    return strictly(refusals -> new PriceTables(files, refusals).current());
  }

  private List<Path> paths(Config config) {
    List<Path> all = new ArrayList<>(files);
    all.addAll(config.get(Options.PRICES));
    return all;
  }

  private static <T> T strictly(Function<Consumer<String>, T> load) {
    List<String> refusals = new ArrayList<>();
    T loaded = load.apply(refusals::add);
    if (!refusals.isEmpty()) {
      throw new InputException(String.join(System.lineSeparator(), refusals));
    }
    return loaded;
  }
}
