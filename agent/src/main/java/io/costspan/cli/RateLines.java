package io.costspan.cli;

import io.costspan.health.Excerpt;
import io.costspan.ledger.LedgerLine;
import io.costspan.pipeline.RatedCall;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Prints a line of the ledger for each entry, preceded by the position of the entry. */
final class RateLines implements RateReport {
  private static final String NOT_AI = "not_ai";
  private static final String ERROR = "error";

  private final JsonLines lines;
  private final PrintWriter err;
  private int unfinished;

  RateLines(PrintWriter out, PrintWriter err) {
    this.lines = new JsonLines(out);
    this.err = err;
  }

  @Override
  public void entry(Path file, int index, HarEntry entry, @Nullable RatedCall call) {
    add(
        file,
        index,
        json -> {
          if (call == null) {
            json.writeStringField("rating", NOT_AI);
          } else {
            LedgerLine.writeMembers(call, json);
          }
        });
  }

  @Override
  public void refused(Path file, int index, String why) {
    add(
        file,
        index,
        json -> {
          json.writeStringField("rating", ERROR);
          json.writeStringField("reason", Excerpt.ofMessage(why));
        });
  }

  private void add(Path file, int index, JsonLines.Members members) {
    lines.add(
        json -> {
          json.writeStringField("file", file.toString());
          json.writeNumberField("entry", index);
          members.write(json);
        });
  }

  /** An unfinished job has no entry of its own, and there is exactly one line per entry. */
  @Override
  public void unfinishedJob(RatedCall job) {
    unfinished++;
  }

  @Override
  public void end() {
    if (unfinished > 0) {
      err.println(
          "jobs that were not seen to finish: "
              + unfinished
              + "; they are shown without"
              + " --json");
    }
  }
}
