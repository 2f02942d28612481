package io.costspan.focus;

import io.costspan.history.PastCall;
import io.costspan.ratecard.TestPrices;
import io.costspan.rating.ExchangeRates;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rows of some calls, read back from their CSV. */
record Exported(
    String csv, List<String> columns, List<Map<String, String>> rows, List<String> remarks) {
  static final Contract NONE = new Contract(Map.of(), Map.of(), ExchangeRates.NONE, Set.of());

  static Exported of(Contract contract, boolean each, List<PastCall> calls) {
    StringBuilder csv = new StringBuilder();
    FocusExport export =
        new FocusExport(TestPrices.bundled().get(), contract, meter -> true, each, csv);
    calls.forEach(export::add);
    export.end();
    return read(csv.toString(), export.remarks());
  }

  static Exported days(PastCall... calls) {
    return of(NONE, false, List.of(calls));
  }

  static Exported each(PastCall... calls) {
    return of(NONE, true, List.of(calls));
  }

  /** The only row. */
  Map<String, String> row() {
    if (rows.size() != 1) {
      throw new AssertionError(rows.size() + " rows: " + csv);
    }
    return rows.get(0);
  }

  /** The values of a column, from top to bottom. */
  List<String> column(String name) {
    return rows.stream().map(row -> row.get(name)).toList();
  }

  static Exported read(String csv, List<String> remarks) {
    List<List<String>> lines = parse(csv);
    List<String> columns = lines.get(0);
    List<Map<String, String>> rows = new ArrayList<>();
    for (List<String> line : lines.subList(1, lines.size())) {
      if (line.size() != columns.size()) {
        throw new AssertionError("a row of " + line.size() + " fields: " + line);
      }
      Map<String, String> row = new LinkedHashMap<>();
      for (int i = 0; i < line.size(); i++) {
        row.put(columns.get(i), line.get(i));
      }
      rows.add(row);
    }
    return new Exported(csv, columns, rows, remarks);
  }

  /** RFC 4180; an empty field without quotes is null. */
  private static List<List<String>> parse(String csv) {
    List<List<String>> lines = new ArrayList<>();
    List<String> line = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    boolean wasQuoted = false;
    for (int i = 0; i < csv.length(); i++) {
      char c = csv.charAt(i);
      if (quoted && c == '"' && i + 1 < csv.length() && csv.charAt(i + 1) == '"') {
        field.append(csv.charAt(++i));
      } else if (c == '"') {
        quoted = !quoted;
        wasQuoted = true;
      } else if (quoted || (c != ',' && c != '\r')) {
        field.append(c);
      } else {
        line.add(field.isEmpty() && !wasQuoted ? null : field.toString());
        field.setLength(0);
        wasQuoted = false;
        if (c == '\r') {
          if (csv.charAt(++i) != '\n') {
            throw new AssertionError("a line end that is none at " + i);
          }
          lines.add(line);
          line = new ArrayList<>();
        }
      }
    }
    if (!line.isEmpty() || !field.isEmpty()) {
      throw new AssertionError("the last line has no end");
    }
    return lines;
  }
}
