package io.costspan.cli.books;

import io.costspan.history.Reading;
import io.costspan.rating.Rating.Status;
import io.costspan.receipt.Sums;
import io.costspan.report.Gap;
import io.costspan.report.Group;
import io.costspan.report.Order;
import io.costspan.report.Report;
import io.costspan.report.Wording;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A report as rows: its groups, its totals, and what the totals do not know. */
final class ReportSheets {
  private final Report report;
  private final List<Group> groups;
  private final Reading reading;

  ReportSheets(Report report, int top, Order order, Reading reading) {
    this.report = report;
    this.groups = report.top(top, order);
    this.reading = reading;
  }

  /** Programs get one table, people get three. */
  void print(SheetOptions form, PrintWriter out) {
    if (form.isForPrograms()) {
      form.print(all(), out);
      return;
    }
    if (!groups.isEmpty()) {
      form.print(groups(), out);
      out.println();
    }
    form.print(totals(), out);
    Wording.notes(report).forEach(out::println);
    out.println();
    if (report.gaps().isEmpty()) {
      String rest = reading.broken() == 0 ? "nothing" : "what the broken lines tell";
      out.println("Not known: " + rest + ". No call is unrated, partial, estimated or blocked.");
    } else {
      form.print(gaps(), out);
    }
    out.println();
    out.println(Wording.read(reading));
  }

  private Sheet groups() {
    Sheet sheet = new Sheet();
    report.by().forEach(key -> sheet.text(key.name()));
    sheet.number("calls").number("amount").text("currency").number("share");
    sheet.text("notKnown").text("used");
    for (Group group : groups) {
      List<@Nullable Object> names = new ArrayList<>(group.names());
      Sums sums = group.sums();
      BigDecimal share = report.worth().share(sums.amounts(), report.total().amounts());
      List<@Nullable Object> rest = new ArrayList<>();
      rest.add(share == null ? null : share + " %");
      rest.add(Wording.notKnown(sums));
      rest.add(String.join(", ", sums.usage()));
      add(sheet, names, sums.calls(), sums.amounts(), rest);
    }
    return sheet;
  }

  /** The first currency has everything, further ones only what is theirs. */
  private static void add(
      Sheet sheet,
      List<@Nullable Object> names,
      long calls,
      Map<String, BigDecimal> amounts,
      List<@Nullable Object> rest) {
    List<Map.Entry<String, BigDecimal>> money = List.copyOf(amounts.entrySet());
    for (int i = 0; i < Math.max(1, money.size()); i++) {
      List<@Nullable Object> row = new ArrayList<>(names);
      row.add(i == 0 ? calls : null);
      row.add(money.isEmpty() ? null : money.get(i).getValue());
      row.add(money.isEmpty() ? null : money.get(i).getKey());
      row.addAll(i == 0 ? rest : Collections.nCopies(rest.size(), null));
      sheet.row(row);
    }
  }

  private Sheet totals() {
    Sheet sheet = new Sheet().text("total").number("calls").number("amount").text("currency");
    Sums total = report.total();
    add(sheet, cells("all"), total.calls(), total.amounts(), List.of());
    if (report.money().note().isPresent()) {
      add(sheet, cells("in one"), total.calls(), report.money().sums(), List.of());
    }
    return sheet;
  }

  private Sheet gaps() {
    Sheet sheet = new Sheet().text("notKnown").text("reason").number("calls");
    sheet.number("amount").text("currency").text("models").text("used");
    for (Gap gap : report.gaps()) {
      List<@Nullable Object> rest =
          cells(Wording.few(gap.models()), String.join(", ", gap.sums().usage()));
      add(sheet, cells(gap.rating(), gap.reason()), gap.sums().calls(), gap.sums().amounts(), rest);
    }
    return sheet;
  }

  /** Everything in one table; the column {@code row} tells what a row is. */
  private Sheet all() {
    Sheet sheet = new Sheet().text("row");
    report.by().forEach(key -> sheet.text(key.name()));
    sheet.text("notKnown").text("reason").number("calls").number("amount").text("currency");
    Stream.of(Status.values()).forEach(status -> sheet.number(status.wireName()));
    sheet.number("estimated").number("estimatedAmount").number("lines").number("broken");
    for (Group group : groups) {
      row(sheet, "group", group.names(), cells(null, null), group.sums(), group.sums().amounts());
    }
    List<@Nullable Object> none = Collections.nCopies(report.by().size(), null);
    Sums total = report.total();
    row(sheet, "total", none, cells(null, null), total, total.amounts());
    if (report.money().note().isPresent()) {
      row(sheet, "inOne", none, cells(null, null), total, report.money().sums());
    }
    for (Gap gap : report.gaps()) {
      List<@Nullable Object> why = cells(gap.rating(), gap.reason());
      row(sheet, "gap", none, why, gap.sums(), gap.sums().amounts());
    }
    List<@Nullable Object> read = new ArrayList<>(cells("ledger"));
    read.addAll(Collections.nCopies(sheet.columns().size() - 3, null));
    read.addAll(List.of(reading.lines(), reading.broken()));
    return sheet.row(read);
  }

  private void row(
      Sheet sheet,
      String kind,
      List<? extends @Nullable Object> names,
      List<@Nullable Object> why,
      Sums sums,
      Map<String, BigDecimal> amounts) {
    List<Map.Entry<String, BigDecimal>> money = List.copyOf(amounts.entrySet());
    for (int i = 0; i < Math.max(1, money.size()); i++) {
      boolean first = i == 0;
      List<@Nullable Object> row = new ArrayList<>(cells(kind));
      row.addAll(names);
      row.addAll(why);
      row.add(first ? sums.calls() : null);
      String currency = money.isEmpty() ? null : money.get(i).getKey();
      row.add(money.isEmpty() ? null : money.get(i).getValue());
      row.add(currency);
      for (Status status : Status.values()) {
        row.add(first ? sums.calls(status) : null);
      }
      row.add(first ? sums.estimatedCalls() : null);
      row.add(currency == null ? null : sums.estimates().get(currency));
      row.addAll(cells(null, null));
      sheet.row(row);
    }
  }

  private static List<@Nullable Object> cells(@Nullable Object... cells) {
    return Arrays.asList(cells);
  }
}
