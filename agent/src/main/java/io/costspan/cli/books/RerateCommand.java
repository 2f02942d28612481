package io.costspan.cli.books;

import io.costspan.cli.Main;
import io.costspan.cli.PriceOptions;
import io.costspan.history.History;
import io.costspan.history.PastCall;
import io.costspan.history.Reading;
import io.costspan.ratecard.PriceTable;
import io.costspan.rating.Rater;
import io.costspan.rating.Rating;
import io.costspan.whatif.Comparison;
import io.costspan.whatif.Premise;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the calls of ledgers would have cost by another price table. */
@Command(
    name = "rerate",
    header = "Rates the calls of ledgers again, by other prices.",
    description = "Shows the difference for each rate card. No ledger is changed.",
    footer = {
      "",
      "Examples:",
      "  java -jar costspan-agent.jar rerate ledger.jsonl --prices contract.json",
      "  java -jar costspan-agent.jar rerate ledger.jsonl --at 2026-12-01 --write rerated.jsonl"
    })
public final class RerateCommand implements Callable<Integer> {
  @Mixin private LedgerOptions ledgers = new LedgerOptions();
  @Mixin private PriceOptions prices = new PriceOptions();
  @Mixin private AtOption at = new AtOption();

  @Option(
      names = "--write",
      paramLabel = "FILE",
      description = "also write the calls as they are rated now; the file must not exist")
  private @Nullable Path file;

  @Mixin private RateOptions currencies = new RateOptions();
  @Mixin private SheetOptions form = new SheetOptions();

  private final InputStream in;
  private final PrintWriter out;
  private final PrintWriter err;

  /** With the streams that it reads and prints to. */
  public RerateCommand(InputStream in, PrintWriter out, PrintWriter err) {
    this.in = in;
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() {
    PriceTable table = prices.prices();
    Premise premise = new Premise(List.of(), true, at.instant(), currencies.rates());
    Comparison comparison = Comparison.byCard(new Rater(() -> table), premise);
    Reading reading = file == null ? read(comparison) : write(comparison, file);
    ComparisonSheet.ofCards(comparison).print(form, out, err);
    // A ledger that is incomplete must not pass for a whole one.
    return file != null && reading.broken() > 0 ? Main.CHECK_FAILED : Main.DONE;
  }

  private Reading read(Comparison comparison) {
    return ledgers.read(in, err, past -> comparison.add(past.call(), past.isWhole()));
  }

  private Reading write(Comparison comparison, Path target) {
    if (target.toString().isEmpty()) {
      throw ledgers.wrongUsage("--write: name a file");
    }
    // Looked up before there is one more, which may lie in the same directory.
    History history = ledgers.history(in);
    try (NewLedger written = NewLedger.create(target)) {
      Reading reading =
          ledgers.read(history, err, past -> written.add(past, rated(past, comparison)));
      written.complete();
      return reading;
    }
  }

  private static Rating rated(PastCall past, Comparison comparison) {
    Rating rating = comparison.add(past.call(), past.isWhole());
    boolean known = past.isWhole() || rating == past.call().rating();
    return known || !rating.status().mayCost() ? rating : rating.asEstimate();
  }
}
