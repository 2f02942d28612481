package io.costspan.cli.books;

import io.costspan.cli.Terminal;
import io.costspan.history.History;
import java.io.PrintWriter;

/** How much of the ledgers has been read, drawn on a terminal and nowhere else. */
final class Progress {
  private static final int WIDTH = 30;
  private static final int PERCENT = 100;

  private final PrintWriter err;
  private final long size;
  private int shown = -1;

  private Progress(PrintWriter err, long size) {
    this.err = err;
    this.size = size;
  }

  static Progress of(History history, PrintWriter err) {
    Progress progress = new Progress(err, Terminal.isThere() ? history.size() : 0);
    if (progress.size > 0) {
      history.tellingProgress(progress::draw);
    }
    return progress;
  }

  private void draw(long bytes) {
    int percent = (int) Math.min(PERCENT, bytes * PERCENT / size);
    if (percent != shown) {
      shown = percent;
      int done = WIDTH * percent / PERCENT;
      err.print("\r[" + "#".repeat(done) + " ".repeat(WIDTH - done) + "] " + percent + " %");
      err.flush();
    }
  }

  /** Leaves nothing of it on the screen. */
  void end() {
    if (shown >= 0) {
      err.print("\r" + " ".repeat(WIDTH + "[] 100 %".length()) + "\r");
      err.flush();
    }
  }
}
