package io.costspan.it;

import java.time.Duration;
import java.util.List;

/** What a child JVM left behind. */
public record Finished(int exitCode, String stdout, String stderr, Duration elapsed) {
  /** Its standard output; fails with all that it printed unless it ended well. */
  public String transcript() {
    if (exitCode != 0) {
      throw new AssertionError("Exit code " + exitCode + "\n" + stdout + "\n" + stderr);
    }
    return stdout;
  }

  /** Where its transcript first differs from the other's; empty if it does not. */
  public String differenceFrom(Finished other) {
    List<String> mine = transcript().lines().toList();
    List<String> theirs = other.transcript().lines().toList();
    int common = Math.min(mine.size(), theirs.size());
    for (int i = 0; i < common; i++) {
      if (!mine.get(i).equals(theirs.get(i))) {
        return "line " + (i + 1) + "\n is: " + mine.get(i) + "\nnot: " + theirs.get(i);
      }
    }
    return mine.size() == theirs.size() ? "" : mine.size() + " lines, not " + theirs.size();
  }

  /** Its lines on standard error. */
  public List<String> stderrLines() {
    return stderr.lines().toList();
  }
}
