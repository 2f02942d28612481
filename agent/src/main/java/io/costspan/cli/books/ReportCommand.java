package io.costspan.cli.books;

import io.costspan.cli.InputException;
import io.costspan.cli.Main;
import io.costspan.history.Key;
import io.costspan.history.Reading;
import io.costspan.history.Selection;
import io.costspan.rating.ExchangeRates;
import io.costspan.report.Order;
import io.costspan.report.Report;
import io.costspan.report.ReportHtml;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Adds up the calls of ledgers. */
@Command(
    name = "report",
    header = "Adds up the calls in ledgers: who spent how much on what?",
    description =
        "Sums are exact; rounded is only what tables show. What the sums do not know is always said:"
            + " calls that are unrated, partial, estimated or blocked.",
    footer = {
      "",
      "Examples:",
      "  java -jar costspan-agent.jar report ledgers --by owner.team --since 2026-10 --until 2026-11",
      "  java -jar costspan-agent.jar report 'logs/*.jsonl*' --by day,model --csv",
      "  java -jar costspan-agent.jar report ai.jsonl --by month,meter --html spend.html"
    })
public final class ReportCommand implements Callable<Integer> {
  @Mixin private LedgerOptions ledgers = new LedgerOptions();
  @Mixin private RateOptions currencies = new RateOptions();
  @Mixin private SheetOptions form = new SheetOptions();

  @Option(
      names = "--by",
      split = ",",
      paramLabel = "NAME",
      description =
          "what calls are added up by: hour, day, week, month, service, provider, model, operation,"
              + " meter, owner.KEY, caller, host, trace, conversation, rating; several with commas."
              + " Default: provider,model")
  private List<String> by = List.of("provider", "model");

  @Option(
      names = "--top",
      paramLabel = "N",
      description = "show only the first N groups, and all others as one")
  private int top = Integer.MAX_VALUE;

  @Option(
      names = "--sort",
      paramLabel = "NAME",
      description =
          "amount or calls, the largest first, or a name of --by. Default: by time, if that is asked"
              + " for, and then by amount")
  private @Nullable String sort;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "also write a page with charts, which needs no other file")
  private @Nullable Path html;

  private final InputStream in;
  private final PrintWriter out;
  private final PrintWriter err;

  /** The command, which reads standard input where a ledger is {@code -}. */
  public ReportCommand(InputStream in, PrintWriter out, PrintWriter err) {
    this.in = in;
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() {
    List<Key> keys = by.stream().map(name -> ledgers.key(name, "--by")).toList();
    Order order = order(keys);
    if (top < 1) {
      throw ledgers.wrongUsage("--top: show at least one group");
    }
    Selection selection = ledgers.selection();
    ExchangeRates rates = currencies.rates();
    Report report = new Report(keys, selection, rates);
    Report hours = new Report(List.of(ledgers.key("hour", "--by")), selection, rates);
    Reading reading = ledgers.read(in, err, html == null ? report : report.andThen(hours));
    new ReportSheets(report, top, order, reading).print(form, out);
    if (html != null) {
      write(html, new ReportHtml(report, hours, top, order, reading, ledgers.zone()));
    }
    return Main.DONE;
  }

  private Order order(List<Key> keys) {
    try {
      return sort == null ? Order.USUAL : Order.of(sort, keys);
    } catch (IllegalArgumentException e) {
      throw ledgers.wrongUsage("--sort: " + e.getMessage());
    }
  }

  private static void write(Path file, ReportHtml page) {
    try {
      Files.writeString(file, page.render());
    } catch (IOException e) {
      throw new InputException(file + ": cannot be written; check its directory and permissions");
    }
  }
}
