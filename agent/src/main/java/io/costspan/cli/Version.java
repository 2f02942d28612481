package io.costspan.cli;

import io.costspan.health.OwnVersion;
import io.costspan.ratecard.PriceTables;
import picocli.CommandLine.IVersionProvider;

/** Prints the version of the program and of its bundled prices. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {
      "costspan " + OwnVersion.text(), "prices of " + PriceTables.bundled().current().version()
    };
  }
}
