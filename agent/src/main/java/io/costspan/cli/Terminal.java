package io.costspan.cli;

import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The terminal, if the output goes to one. */
final class Terminal {
  private Terminal() {}

  /**
   * Its width in columns: the value of {@code COLUMNS}, or else its own; unlimited for a file or a
   * pipe.
   */
  static int width() {
    String columns = System.getenv("COLUMNS");
    if (columns != null && columns.matches("\\d{2,4}")) {
      return Integer.parseInt(columns);
    }
    return Ansi.AUTO.enabled() ? new UsageMessageSpec().autoWidth(true).width() : Integer.MAX_VALUE;
  }
}
