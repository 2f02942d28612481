package io.costspan.cli;

import io.costspan.health.Excerpt;
import io.costspan.provider.EndpointOption;
import io.costspan.ratecard.PriceTable;
import io.costspan.rating.Rater;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
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
    description = "Each call is rated at the prices in force when it was recorded.",
    footer = {
      "",
      "Examples:",
      "  java -jar costspan-agent.jar rate capture.har",
      "  java -jar costspan-agent.jar rate --explain capture.har",
      "  java -jar costspan-agent.jar rate --json --prices contract.json capture.har"
    })
final class RateCommand implements Callable<Integer> {
  private static final Path STANDARD_INPUT = Path.of("-");

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "HTTP Archive (HAR 1.2), as saved by browsers and proxies; - for standard input")
  private List<Path> files = List.of();

  @Option(
      names = "--explain",
      description = "show how each call was read, judged and priced, instead of a table")
  private boolean explain;

  @Option(
      names = "--endpoints",
      split = ",",
      paramLabel = "URL=PROVIDER",
      converter = EndpointConverter.class,
      description = "gateways and self-hosted servers, as in the agent's option")
  private List<EndpointOption> endpoints = List.of();

  @Mixin private CatalogOptions options = new CatalogOptions();

  private final InputStream in;
  private final PrintWriter out;
  private final PrintWriter err;

  RateCommand(InputStream in, PrintWriter out, PrintWriter err) {
    this.in = in;
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() {
    PriceTable prices = options.prices();
    Rater rater = new Rater(() -> prices);
    Replay replay = new Replay(options.providers(endpoints), rater::rate);
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
      boolean whole = HarFile.read(file, () -> open(file), new Entries(file, replay, report, err));
      return whole ? Main.DONE : Main.CHECK_FAILED;
    } catch (InputException e) {
      err.println(e.getMessage());
      return Main.CHECK_FAILED;
    }
  }

  private InputStream open(Path file) throws IOException {
    return file.equals(STANDARD_INPUT) ? in : Files.newInputStream(file);
  }

  private record Entries(Path file, Replay replay, RateReport report, PrintWriter err)
      implements HarFile.Entries {
    @Override
    public void accept(int index, HarEntry entry) {
      report.entry(file, index, entry, replay.rate(entry));
    }

    @Override
    public void refuse(int index, String why) {
      err.println(Excerpt.ofMessage(file + ", entry " + index + ": " + why));
      report.refused(file, index, why);
    }
  }
}
