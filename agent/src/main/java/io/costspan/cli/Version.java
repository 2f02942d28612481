package io.costspan.cli;

import io.costspan.ratecard.PriceTables;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** Prints the version of the program and of its bundled prices. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() throws IOException {
    return new String[] {
      "costspan " + program(), "prices of " + PriceTables.bundled().current().version()
    };
  }

  private static String program() throws IOException {
    try (InputStream in = Version.class.getResourceAsStream("version.txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.US_ASCII)
          .trim();
    }
  }
}
