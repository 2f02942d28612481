package io.costspan.cli.books;

import io.costspan.health.Excerpt;
import io.costspan.reconcile.ComparedRow;
import io.costspan.reconcile.Reconciliation;
import io.costspan.reconcile.Total;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A comparison as text. Programs get rows only, with all that explains them; people get numbers
 * that refer to a list of explanations.
 */
final class ReconciliationText {
  private static final int DECIMALS = 2;

  private final Reconciliation result;
  private final String tolerance;
  private final SheetOptions form;
  private final List<String> reasons = new ArrayList<>();

  ReconciliationText(Reconciliation result, String tolerance, SheetOptions form) {
    this.result = result;
    this.tolerance = tolerance;
    this.form = form;
  }

  void print(PrintWriter out, PrintWriter err) {
    Sheet rows =
        new Sheet()
            .text("day")
            .text("model")
            .text("meter")
            .text("unit")
            .number("theirs")
            .number("ours")
            .number("difference")
            .number("percent")
            .text("why");
    result.rows().forEach(row -> add(row, rows));
    form.print(rows, out);
    PrintWriter rest = form.isForPrograms() ? err : out;
    printReasons(rest);
    if (!form.isForPrograms()) {
      out.println();
      form.print(totals(), out);
      out.println();
    }
    result.notes().forEach(note -> rest.println(Excerpt.ofMessage(note)));
    rest.println(verdict());
  }

  private void add(ComparedRow row, Sheet rows) {
    rows.row(
        row.day().toString(),
        row.model().isEmpty() ? null : row.model(),
        row.meter(),
        row.unit(),
        row.theirs(),
        row.ours(),
        row.difference(),
        rounded(row.percent()),
        form.isForPrograms() ? String.join("; ", row.why()) : numbers(row.why()));
  }

  private String numbers(List<String> why) {
    for (String reason : why) {
      if (!reasons.contains(reason)) {
        reasons.add(reason);
      }
    }
    return why.stream()
        .map(reason -> String.valueOf(reasons.indexOf(reason) + 1))
        .collect(Collectors.joining(", "));
  }

  private void printReasons(PrintWriter out) {
    if (!reasons.isEmpty()) {
      out.println();
      for (int i = 0; i < reasons.size(); i++) {
        out.println("(" + (i + 1) + ") " + Excerpt.ofMessage(reasons.get(i)));
      }
    }
  }

  private Sheet totals() {
    Sheet totals =
        new Sheet()
            .text("total")
            .number("theirs")
            .number("ours")
            .number("difference")
            .number("mismatch")
            .number("percent")
            .text("within");
    for (Total total : result.totals()) {
      totals.row(
          total.unit(),
          total.theirs(),
          total.ours(),
          total.difference(),
          total.mismatch(),
          rounded(total.percent()),
          total.within() ? "yes" : "no");
    }
    return totals;
  }

  private static @Nullable BigDecimal rounded(@Nullable BigDecimal percent) {
    return percent == null ? null : percent.setScale(DECIMALS, RoundingMode.HALF_EVEN);
  }

  private String verdict() {
    if (result.totals().isEmpty()) {
      return "There is nothing to compare";
    }
    return result.within()
        ? "The bill and the ledger agree within " + tolerance
        : "The bill and the ledger differ by more than " + tolerance;
  }
}
