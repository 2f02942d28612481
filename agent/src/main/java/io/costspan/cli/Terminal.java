package io.costspan.cli;

import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The terminal, if the output goes to one. */
public final class Terminal {
  private Terminal() {}

  /** Whether there is one on which lines may be drawn again and again. */
  public static boolean isThere() {
    return Ansi.AUTO.enabled();
  }

  /**
   * Its width in columns: the value of {@code COLUMNS}, or else its own; unlimited for a file or a
   * pipe.
   */
  public static int width() {
    String columns = System.getenv("COLUMNS");
    if (columns != null && columns.matches("\\d{2,4}")) {
      return Integer.parseInt(columns);
    }
    return isThere() ? new UsageMessageSpec().autoWidth(true).width() : Integer.MAX_VALUE;
  }
}
