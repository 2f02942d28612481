package io.costspan.receipt;

import io.costspan.rating.ExchangeRates;
import io.costspan.rating.Rating.Status;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * Lays out rows in fewer than 100 columns of plain ASCII, since it is not known what a terminal can
 * show.
 */
final class ReceiptText {
  private static final int MODEL_LIMIT = 28;
  private static final int OPERATION_LIMIT = 16;
  private static final int USAGE_LIMIT = 22;

  private final List<Row> rows;
  private final List<String> notes;
  private final Total total = new Total();
  private final AmountColumn amounts;

  /**
   * @param rows in order, with the rows of a provider together
   * @param notes what to add below the total, one line each
   */
  ReceiptText(List<Row> rows, List<String> notes, ExchangeRates rates) {
    this.rows = rows;
    this.notes = notes;
    for (Row row : rows) {
      row.sums().amounts().forEach(total::add);
    }
    total.convert(rates);
    amounts =
        new AmountColumn(
            Stream.concat(rows.stream().map(row -> row.sums().amounts()), Stream.of(total.sums()))
                .flatMap(sums -> sums.values().stream())
                .toList());
  }

  String render(String priceTables) {
    Table table = new Table();
    String provider = "";
    for (Row row : rows) {
      if (!row.key().provider().equals(provider)) {
        provider = row.key().provider();
        table.text(provider);
      }
      add(row, table);
    }
    if (!rows.isEmpty()) {
      table.rule();
    }
    table.cells("total", "", sum(Sums::calls), List.of(), money(total.sums(), estimated()));
    footnotes().forEach(table::text);
    return table.render("costspan receipt", priceTables.isEmpty() ? "" : "prices " + priceTables);
  }

  private void add(Row row, Table table) {
    Sums sums = row.sums();
    List<String> money = money(sums.amounts(), sums.estimated());
    table.cells(
        "  " + cut(row.key().model(), MODEL_LIMIT),
        cut(row.key().operation(), OPERATION_LIMIT),
        Long.toString(sums.calls()),
        wrap(sums.usage()),
        money.isEmpty() ? List.of(withoutMoney(sums)) : money);
    sums.exceptions().forEach((verdict, count) -> table.text("    " + count + " " + verdict));
  }

  private static String withoutMoney(Sums sums) {
    if (sums.calls(Status.UNRATED) > 0) {
      return " unrated";
    }
    return sums.calls(Status.BLOCKED) == sums.calls() ? " blocked" : " free";
  }

  private List<String> money(Map<String, BigDecimal> sums, boolean estimated) {
    return sums.entrySet().stream()
        .map(sum -> amounts.cell(sum.getValue(), sum.getKey(), estimated))
        .toList();
  }

  private boolean estimated() {
    return rows.stream().anyMatch(row -> row.sums().estimated());
  }

  private List<String> footnotes() {
    List<String> lines = new ArrayList<>();
    note(lines, Status.UNRATED, "cost unknown and not included in the total");
    note(lines, Status.PARTIAL, "only a part of the cost is known, so the total is too low");
    note(lines, Status.BLOCKED, "a budget was spent, so nothing was sent");
    if (estimated()) {
      lines.add("~ contains estimates");
    }
    total.note().ifPresent(lines::add);
    lines.addAll(notes);
    return lines;
  }

  private void note(List<String> lines, Status status, String words) {
    String calls = sum(sums -> sums.calls(status));
    if (!calls.equals("0")) {
      lines.add(calls + " " + status.wireName() + ": " + words);
    }
  }

  private String sum(ToLongFunction<Sums> calls) {
    return Long.toString(rows.stream().map(Row::sums).mapToLong(calls).sum());
  }

  /** Keeps both ends, because names differ at the end as often as at the start. */
  private static String cut(String name, int limit) {
    if (name.length() <= limit) {
      return name;
    }
    int head = (limit - 2) / 2;
    return name.substring(0, head) + ".." + name.substring(name.length() - (limit - 2 - head));
  }

  private static List<String> wrap(List<String> parts) {
    List<String> lines = new ArrayList<>();
    for (String part : parts) {
      int last = lines.size() - 1;
      if (last >= 0 && lines.get(last).length() + part.length() + 2 <= USAGE_LIMIT) {
        lines.set(last, lines.get(last) + ", " + part);
      } else {
        lines.add(part);
      }
    }
    return lines;
  }
}
