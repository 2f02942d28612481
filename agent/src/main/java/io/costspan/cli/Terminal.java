package io.costspan.cli;

import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.UsageMessageSpec;

/** What a person looks at, if a person does. */
final class Terminal {
  private Terminal() {}

  /** Its columns: those that {@code COLUMNS} says, else its own; of a file or pipe, without end. */
  static int width() {
    String columns = System.getenv("COLUMNS");
    if (columns != null && columns.matches("\\d{2,4}")) {
      return Integer.parseInt(columns);
    }
    return Ansi.AUTO.enabled() ? new UsageMessageSpec().autoWidth(true).width() : Integer.MAX_VALUE;
  }
}
