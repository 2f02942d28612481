package io.costspan.cli.books;

import io.costspan.whatif.Comparison;
import io.costspan.whatif.Gap;
import io.costspan.whatif.Row;
import io.costspan.whatif.Tokenizers;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A comparison as a table, with a sentence for everything that it cannot say in numbers. */
final class ComparisonSheet {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private final Comparison comparison;
  private final Sheet sheet = new Sheet();
  private final boolean models;
  private final boolean ranges;

  private ComparisonSheet(Comparison comparison, boolean models) {
    this.comparison = comparison;
    this.models = models;
    this.ranges =
        comparison.rows().stream()
            .anyMatch(row -> row.ratio().map(Tokenizers.Ratio::isKnown).orElse(false));
    sheet
        .text(models ? "model" : "card")
        .text(models ? "instead" : "now")
        .number("calls")
        .number("before")
        .number("after");
    if (ranges) {
      sheet.number("atLeast").number("atMost");
    }
    sheet.number("difference").number("percent").text("currency").text("unknown");
  }

  /** Of models. */
  static ComparisonSheet ofModels(Comparison comparison) {
    return new ComparisonSheet(comparison, true);
  }

  /** Of cards, which the same models have. */
  static ComparisonSheet ofCards(Comparison comparison) {
    return new ComparisonSheet(comparison, false);
  }

  /** Prints it; what is no row goes to {@code err} where programs read the rows. */
  void print(SheetOptions form, PrintWriter out, PrintWriter err) {
    comparison.rows().forEach(this::add);
    comparison.gaps().forEach(this::add);
    if (!form.isForPrograms()) {
      addOthers();
      addTotals();
    }
    form.print(sheet, out);
    printNotes(form.isForPrograms() ? err : out);
  }

  private void add(Row row) {
    boolean known = row.ratio().map(Tokenizers.Ratio::isKnown).orElse(true);
    add(
        row.group().from(),
        row.group().to(),
        row.calls(),
        row.before(),
        row.after(),
        known ? row.least() : null,
        known ? row.most() : null,
        row.group().currency(),
        "");
  }

  private void add(Gap gap, Gap.Sum sum) {
    add(
        gap.from(),
        gap.to(),
        sum.calls(),
        gap.kind() == Gap.Kind.AFTER ? sum.amount() : null,
        gap.kind() == Gap.Kind.BEFORE ? sum.amount() : null,
        null,
        null,
        gap.currency(),
        gap.reason());
  }

  private void addOthers() {
    comparison
        .others()
        .forEach(
            (currency, sum) ->
                add(
                    "all other calls",
                    "the same",
                    sum.calls(),
                    sum.amount(),
                    sum.amount(),
                    sum.amount(),
                    sum.amount(),
                    currency,
                    ""));
  }

  /** The sums of what is known on both sides. */
  private static final class Total {
    private long calls;
    private BigDecimal before = BigDecimal.ZERO;
    private BigDecimal after = BigDecimal.ZERO;
    private BigDecimal least = BigDecimal.ZERO;
    private BigDecimal most = BigDecimal.ZERO;
  }

  private void addTotals() {
    Map<String, Total> totals = new TreeMap<>();
    for (Row row : comparison.rows()) {
      Total total = totals.computeIfAbsent(row.group().currency(), first -> new Total());
      total.calls += row.calls();
      total.before = total.before.add(row.before());
      total.after = total.after.add(row.after());
      total.least = total.least.add(row.least());
      total.most = total.most.add(row.most());
    }
    comparison
        .others()
        .forEach(
            (currency, sum) -> {
              Total total = totals.get(currency);
              if (total == null) {
                return;
              }
              total.calls += sum.calls();
              total.before = total.before.add(sum.amount());
              total.after = total.after.add(sum.amount());
              total.least = total.least.add(sum.amount());
              total.most = total.most.add(sum.amount());
            });
    totals.forEach(
        (currency, total) ->
            add(
                "in all",
                "",
                total.calls,
                total.before,
                total.after,
                total.least,
                total.most,
                currency,
                ""));
  }

  private void add(
      String from,
      String to,
      long calls,
      @Nullable BigDecimal before,
      @Nullable BigDecimal after,
      @Nullable BigDecimal least,
      @Nullable BigDecimal most,
      String currency,
      String unknown) {
    BigDecimal difference = before == null || after == null ? null : after.subtract(before);
    BigDecimal percent = difference == null || before == null ? null : percent(difference, before);
    if (ranges) {
      sheet.row(
          from, to, calls, before, after, least, most, difference, percent, currency, unknown);
    } else {
      sheet.row(from, to, calls, before, after, difference, percent, currency, unknown);
    }
  }

  private static @Nullable BigDecimal percent(BigDecimal part, BigDecimal whole) {
    return whole.signum() == 0
        ? null
        : part.multiply(HUNDRED).divide(whole, 1, RoundingMode.HALF_EVEN);
  }

  private void printNotes(PrintWriter notes) {
    if (models) {
      comparison.rows().forEach(row -> printTokens(row, notes));
    }
    comparison
        .repriced()
        .forEach(
            (currency, sum) ->
                notes.println(
                    "Calls whose cost in the ledger is not by the prices given here: "
                        + sum.calls()
                        + "; they cost "
                        + Shown.number(sum.recorded())
                        + " "
                        + currency
                        + ", by these prices "
                        + Shown.number(sum.now())
                        + ". Name the price files that the application uses with --prices."));
    long estimated = comparison.rows().stream().mapToLong(Row::estimated).sum();
    print("Calls that are estimates, before or after: ", estimated, "", notes);
    print(
        "Calls in lines of an older version: ",
        comparison.withoutAttributes(),
        "; tier, size, region and the like are taken for the standard ones, unless the recorded"
            + " cost shows that they were not",
        notes);
    print(
        "Other calls without a known cost, or with a part of it: ",
        comparison.othersUnknown(),
        "",
        notes);
    print("Calls that are not billed, either way: ", comparison.notBilled(), "", notes);
  }

  private static void print(String what, long calls, String more, PrintWriter notes) {
    if (calls > 0) {
      notes.println(what + calls + more);
    }
  }

  private static void printTokens(Row row, PrintWriter notes) {
    if (row.group().from().equals(row.group().to())) {
      return;
    }
    Optional<Tokenizers.Ratio> ratio = row.ratio();
    String name = row.group().to();
    if (ratio.isPresent()) {
      BigDecimal least = ratio.get().least();
      BigDecimal most = ratio.get().most();
      notes.println(
          least == null || most == null
              ? name + " may count other tokens of the same text; how many is not known."
              : name
                  + " counts "
                  + Shown.number(least)
                  + " to "
                  + Shown.number(most)
                  + " times as many tokens of the same text: at least, at most.");
    }
    BigDecimal times = row.equalAtOutputTimes();
    if (times != null) {
      notes.println(
          "How long the answers of "
              + name
              + " are is not known; with "
              + times.setScale(2, RoundingMode.HALF_EVEN).toPlainString()
              + " times as much output it costs the same as "
              + row.group().from()
              + ".");
    }
  }
}
