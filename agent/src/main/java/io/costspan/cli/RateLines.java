package io.costspan.cli;

import io.costspan.ledger.LedgerLine;
import io.costspan.pipeline.RatedCall;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A line of the ledger for each entry, behind the place of the entry. */
final class RateLines implements RateReport {
  private static final String NOT_AI = "not_ai";

  private final JsonLines lines;
  private final PrintWriter err;
  private int unfinished;

  RateLines(PrintWriter out, PrintWriter err) {
    this.lines = new JsonLines(out);
    this.err = err;
  }

  @Override
  public void entry(Path file, int index, @Nullable RatedCall call) {
    lines.add(
        json -> {
          json.writeStringField("file", file.toString());
          json.writeNumberField("entry", index);
          if (call == null) {
            json.writeStringField("rating", NOT_AI);
          } else {
            LedgerLine.writeMembers(call, json);
          }
        });
  }

  /** It has no entry of its own, and there is one line per entry. */
  @Override
  public void unfinishedJob(RatedCall job) {
    unfinished++;
  }

  @Override
  public void end() {
    if (unfinished > 0) {
      err.println("jobs not seen finished: " + unfinished + "; without --json they are shown");
    }
  }
}
