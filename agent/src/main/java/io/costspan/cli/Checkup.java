package io.costspan.cli;

import io.costspan.health.Excerpt;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** What {@code doctor} finds, one line each. */
final class Checkup {
  private static final int NAME_WIDTH = 12;

  private record Finding(String level, String name, String message) {}

  private final List<Finding> findings = new ArrayList<>();

  void fine(String name, String message) {
    findings.add(new Finding("ok", name, message));
  }

  /** Something that may be as it should be. */
  void note(String name, String message) {
    findings.add(new Finding("note", name, message));
  }

  /** Something to mend. */
  void mend(String name, String message) {
    findings.add(new Finding("mend", name, message));
  }

  /** Prints all and returns the exit code: whether there is something to mend. */
  int print(PrintWriter out, boolean json) {
    if (json) {
      JsonLines lines = new JsonLines(out);
      for (Finding finding : findings) {
        lines.add(
            line -> {
              line.writeStringField("level", finding.level);
              line.writeStringField("name", finding.name);
              line.writeStringField("message", finding.message);
            });
      }
    } else {
      findings.forEach(finding -> out.println(text(finding)));
    }
    boolean healthy = findings.stream().noneMatch(finding -> finding.level.equals("mend"));
    return healthy ? Main.DONE : Main.CHECK_FAILED;
  }

  private static String text(Finding finding) {
    String name = finding.name + " ".repeat(Math.max(1, NAME_WIDTH - finding.name.length()));
    return String.format("%-5s", finding.level) + name + Excerpt.ofMessage(finding.message);
  }
}
