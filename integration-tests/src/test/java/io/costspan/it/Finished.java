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

  /** Its lines on standard error. */
  public List<String> stderrLines() {
    return stderr.lines().toList();
  }
}
