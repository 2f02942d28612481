package io.costspan.cli;

import picocli.CommandLine.Option;

/** Prices and providers, for commands that print one table or its lines. */
final class CatalogOptions extends PriceOptions {
  @Option(names = "--json", description = "print JSON lines for programs instead of a table")
  private boolean json;

  boolean json() {
    return json;
  }
}
