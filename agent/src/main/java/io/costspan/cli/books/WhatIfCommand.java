package io.costspan.cli.books;

import io.costspan.cli.Main;
import io.costspan.cli.PriceOptions;
import io.costspan.history.PastCall;
import io.costspan.pipeline.RatedCall;
import io.costspan.ratecard.PriceTable;
import io.costspan.rating.ExchangeRates;
import io.costspan.rating.Rater;
import io.costspan.whatif.Change;
import io.costspan.whatif.Comparison;
import io.costspan.whatif.EffectivePrices;
import io.costspan.whatif.FlatComparison;
import io.costspan.whatif.FlatOffer;
import io.costspan.whatif.NoCache;
import io.costspan.whatif.OtherModel;
import io.costspan.whatif.OtherTier;
import io.costspan.whatif.Premise;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the calls of ledgers would have cost otherwise. */
@Command(
    name = "what-if",
    header = "Shows what the calls of ledgers would have cost otherwise.",
    description =
        "Without --as, --tier, --no-cache, --prices or --flat: what a call and a thousand tokens of"
            + " each model have really cost, in money and in the units of each house.",
    footer = {
      "",
      "Examples:",
      "  java -jar costspan-agent.jar what-if ledger.jsonl --as gpt-4o=anthropic/claude-haiku-5-5",
      "  java -jar costspan-agent.jar what-if ledger.jsonl --tier batch --where owner.team=finance",
      "  java -jar costspan-agent.jar what-if ledger.jsonl --flat openai/gpt-4o=0.01"
    })
public final class WhatIfCommand implements Callable<Integer> {
  @Mixin private LedgerOptions ledgers = new LedgerOptions();

  @Option(
      names = "--as",
      paramLabel = "MODEL=[PROVIDER/]MODEL",
      description =
          "another model had done the work with as many tokens; the first may be a pattern, such"
              + " as openai/gpt-4o*; repeatable")
  private List<String> as = List.of();

  @Option(
      names = "--tier",
      paramLabel = "TIER",
      description = "another service tier had served all calls: batch, flex, priority, standard")
  private @Nullable String tier;

  @Option(names = "--no-cache", description = "nothing had been cached by providers")
  private boolean noCache;

  @Option(
      names = "--flat",
      paramLabel = "MODEL=PRICE[:CURRENCY]",
      description =
          "compare with a price per call, in dollars or another currency, such as"
              + " openai/gpt-4o=0.01 or gpt-4o=2:x:copilot_credit; repeatable")
  private List<String> flat = List.of();

  @Mixin private AtOption at = new AtOption();
  @Mixin private PriceOptions prices = new PriceOptions();
  @Mixin private RateOptions currencies = new RateOptions();
  @Mixin private SheetOptions form = new SheetOptions();

  private final InputStream in;
  private final PrintWriter out;
  private final PrintWriter err;

  /** With the streams that it reads and prints to. */
  public WhatIfCommand(InputStream in, PrintWriter out, PrintWriter err) {
    this.in = in;
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() {
    PriceTable table = prices.prices();
    Rater rater = new Rater(() -> table);
    List<Change> changes = changes(table);
    if (!flat.isEmpty()) {
      compareOffers(changes, rater);
    } else if (changes.isEmpty() && !prices.areGiven() && at.instant() == null) {
      showEffectivePrices();
    } else {
      boolean all = prices.areGiven() || changes.isEmpty();
      Premise premise = new Premise(changes, all, at.instant(), currencies.rates());
      Comparison comparison = Comparison.byModel(rater, premise);
      ledgers.read(in, err, past -> comparison.add(past.call(), past.isWhole()));
      ComparisonSheet.ofModels(comparison).print(form, out, err);
    }
    return Main.DONE;
  }

  private List<Change> changes(PriceTable table) {
    List<Change> changes = new ArrayList<>();
    try {
      as.forEach(text -> changes.add(OtherModel.of(text, table.providers()::contains)));
    } catch (IllegalArgumentException e) {
      throw ledgers.wrongUsage("--as: " + e.getMessage());
    }
    if (tier != null) {
      changes.add(new OtherTier(tier));
    }
    if (noCache) {
      changes.add(new NoCache());
    }
    return changes;
  }

  private void compareOffers(List<Change> changes, Rater rater) {
    if (!changes.isEmpty() || at.instant() != null) {
      throw ledgers.wrongUsage(
          "--flat compares with the calls as they were; leave out --as, --tier, --no-cache, --at");
    }
    ExchangeRates rates = currencies.rates();
    List<FlatComparison> offers =
        offers().stream().map(offer -> new FlatComparison(offer, rates, ledgers.zone())).toList();
    ledgers.read(
        in,
        err,
        past -> {
          RatedCall call = prices.areGiven() ? Premise.rated(past.call(), rater) : past.call();
          offers.forEach(offer -> offer.add(call));
        });
    new FlatSheet(offers).print(form, out, err);
  }

  private List<FlatOffer> offers() {
    try {
      return flat.stream().map(FlatOffer::of).toList();
    } catch (IllegalArgumentException e) {
      throw ledgers.wrongUsage("--flat: " + e.getMessage());
    }
  }

  private void showEffectivePrices() {
    EffectivePrices effective = new EffectivePrices(currencies.rates());
    ledgers.read(in, err, (PastCall past) -> effective.add(past.call()));
    EffectiveSheet.print(effective, currencies.rates(), form, out);
  }
}
