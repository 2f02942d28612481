package io.costspan.cli.books;

import io.costspan.whatif.FlatComparison;
import io.costspan.whatif.FlatComparison.Range;
import io.costspan.whatif.FlatComparison.Result;
import io.costspan.whatif.FlatComparison.Side;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.Collectors;

/** Offers of a price per call, each as a table for people, all as rows for programs. */
final class FlatSheet {
  private static final int MEDIAN = 50;
  private static final int HIGH = 95;
  private static final int ALL = 100;

  private final List<FlatComparison> offers;

  FlatSheet(List<FlatComparison> offers) {
    this.offers = offers;
  }

  /** Prints them; what is no row goes to {@code err} where programs read the rows. */
  void print(SheetOptions form, PrintWriter out, PrintWriter err) {
    if (form.isForPrograms()) {
      form.print(rows(), out);
      offers.forEach(offer -> printNotes(offer, err));
    } else {
      for (FlatComparison offer : offers) {
        offer.results().forEach(result -> print(offer, result, form, out));
        printNotes(offer, out);
      }
    }
  }

  private Sheet rows() {
    Sheet sheet =
        new Sheet()
            .text("offer")
            .text("currency")
            .number("calls")
            .number("flat")
            .number("least")
            .number("median")
            .number("percentile95")
            .number("greatest")
            .number("equal")
            .number("measured")
            .number("offered")
            .number("dearerCalls")
            .number("dearerMoney")
            .number("equalCalls")
            .number("cheaperCalls")
            .number("cheaperMoney")
            .number("days")
            .number("monthLow")
            .number("monthMiddle")
            .number("monthHigh")
            .number("offeredMonthLow")
            .number("offeredMonthMiddle")
            .number("offeredMonthHigh")
            .number("estimatedCalls");
    for (FlatComparison offer : offers) {
      offer.results().forEach(result -> add(offer, result, sheet));
    }
    return sheet;
  }

  private static void add(FlatComparison offer, Result result, Sheet sheet) {
    boolean comparable = result.flat() != null;
    Range month = result.month();
    Range offered = result.monthOffered();
    sheet.row(
        offer.offer().toString(),
        result.currency(),
        result.calls(),
        result.flat(),
        result.percentile(0),
        result.percentile(MEDIAN),
        result.percentile(HIGH),
        result.percentile(ALL),
        result.equal(),
        result.measured(),
        result.offered(),
        comparable ? result.side(1).calls() : null,
        comparable ? result.side(1).money() : null,
        comparable ? result.side(0).calls() : null,
        comparable ? result.side(-1).calls() : null,
        comparable ? result.side(-1).money() : null,
        result.days(),
        month == null ? null : month.low(),
        month == null ? null : month.middle(),
        month == null ? null : month.high(),
        offered == null ? null : offered.low(),
        offered == null ? null : offered.middle(),
        offered == null ? null : offered.high(),
        result.estimated());
  }

  private static void print(
      FlatComparison offer, Result result, SheetOptions form, PrintWriter out) {
    String currency = result.currency();
    BigDecimal flat = result.flat();
    out.println("Offer: " + offer.offer() + " a call, for " + calls(result.calls()));
    Sheet sheet = new Sheet().text(currency).number("asBilled").number("byTheOffer");
    sheet.row("a call, at least", result.percentile(0), flat);
    sheet.row("a call, median", result.percentile(MEDIAN), flat);
    sheet.row("a call, 95th percentile", result.percentile(HIGH), flat);
    sheet.row("a call, at most", result.percentile(ALL), flat);
    sheet.row("a call, on average: equal at this price", result.equal(), flat);
    sheet.row("all calls", result.measured(), result.offered());
    addMonth(sheet, result);
    form.print(sheet, out);
    if (flat == null) {
      out.println(
          "What "
              + offer.offer().currency()
              + " is worth in "
              + currency
              + " is not known: say so with --rates "
              + offer.offer().currency()
              + ":"
              + currency
              + "=0.01");
    } else {
      printSide("dearer than the offer", result.side(1), result, out);
      printSide("as dear as the offer", result.side(0), result, out);
      printSide("cheaper than the offer", result.side(-1), result, out);
      printVerdict(result, out);
    }
    if (result.estimated() > 0) {
      out.println("Calls that are estimates: " + result.estimated());
    }
    out.println();
  }

  private static void addMonth(Sheet sheet, Result result) {
    Range month = result.month();
    Range offered = result.monthOffered();
    if (month != null) {
      sheet.row("30 days, 1 of 20 is less", month.low(), offered == null ? null : offered.low());
      sheet.row("30 days, median", month.middle(), offered == null ? null : offered.middle());
      sheet.row("30 days, 1 of 20 is more", month.high(), offered == null ? null : offered.high());
    }
  }

  private static void printSide(String what, Side side, Result result, PrintWriter out) {
    out.println(
        "Calls "
            + what
            + ": "
            + side.calls()
            + " ("
            + share(BigDecimal.valueOf(side.calls()), BigDecimal.valueOf(result.calls()))
            + "), "
            + Shown.number(side.money())
            + " "
            + result.currency()
            + " ("
            + share(side.money(), result.measured())
            + " of the money)");
  }

  private static String share(BigDecimal part, BigDecimal whole) {
    return whole.signum() == 0
        ? "0 %"
        : Shown.number(
                part.movePointRight(2)
                    .divide(whole, 1, RoundingMode.HALF_EVEN)
                    .stripTrailingZeros())
            + " %";
  }

  private static void printVerdict(Result result, PrintWriter out) {
    BigDecimal offered = result.offered();
    BigDecimal saved = offered == null ? BigDecimal.ZERO : result.measured().subtract(offered);
    String amount = Shown.number(saved.abs()) + " " + result.currency();
    out.println(
        saved.signum() == 0
            ? "For these calls both come to the same."
            : saved.signum() > 0
                ? "For these calls the offer would have been cheaper by " + amount + "."
                : "For these calls the offer would have been dearer by " + amount + ".");
  }

  private static void printNotes(FlatComparison offer, PrintWriter notes) {
    if (offer.results().isEmpty()) {
      notes.println("No call is billed for which " + offer.offer() + " is offered.");
    }
    if (!offer.unknown().isEmpty()) {
      notes.println(
          "Not compared, because their cost is not known in whole: "
              + offer.unknown().entrySet().stream()
                  .map(entry -> calls(entry.getValue()) + " " + entry.getKey())
                  .collect(Collectors.joining(", ")));
    }
    if (offer.notBilled() > 0) {
      notes.println("Not billed, either way: " + calls(offer.notBilled()));
    }
  }

  private static String calls(long count) {
    return count + (count == 1 ? " call" : " calls");
  }
}
