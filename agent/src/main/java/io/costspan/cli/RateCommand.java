package io.costspan.cli;

import io.costspan.ratecard.PriceTable;
import io.costspan.rating.Rater;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Rates recorded calls: what did they cost, and why? */
@Command(
    name = "rate",
    header = "Rates the AI calls in HTTP Archives as if they were live.",
    description = "Each call is rated at the prices in force when it was recorded.")
final class RateCommand implements Callable<Integer> {
  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "HTTP Archive (HAR 1.2), as saved by browsers and proxies")
  private List<Path> files = List.of();

  @Option(
      names = "--explain",
      description = "show how each call was read, judged and priced, instead of a table")
  private boolean explain;

  @Mixin private CatalogOptions options = new CatalogOptions();

  private final PrintWriter out;
  private final PrintWriter err;

  RateCommand(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() {
    PriceTable prices = options.prices();
    Rater rater = new Rater(() -> prices);
    Replay replay = new Replay(options.providers(), rater::rate);
    RateReport report = report(replay, rater);
    int exitCode = Main.DONE;
    for (Path file : files) {
      exitCode = Math.max(exitCode, rate(file, replay, report));
    }
    replay.settle().forEach(report::unfinishedJob);
    report.end();
    return exitCode;
  }

  private RateReport report(Replay replay, Rater rater) {
    if (explain && options.json()) {
      throw new InputException(
          "--explain is for people and cannot be combined with --json; leave one of them out");
    }
    RateReport report = options.json() ? new RateLines(out, err) : new RateTable(out);
    return explain ? new ExplainedCalls(out, replay, rater) : report;
  }

  private int rate(Path file, Replay replay, RateReport report) {
    try {
      HarFile.read(file, (index, entry) -> report.entry(file, index, entry, replay.rate(entry)));
      return Main.DONE;
    } catch (InputException e) {
      err.println(e.getMessage());
      return Main.CHECK_FAILED;
    }
  }
}
