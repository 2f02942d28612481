package io.costspan.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A table in Markdown whose rows say what follows from what: the first that fits counts. */
final class TruthTable {
  private final List<String> columns;
  private final List<Row> rows = new ArrayList<>();

  /** What must hold by column, empty sets for anything, and what follows. */
  private static final class Row {
    private final List<Set<String>> wanted;
    private final List<String> outcome;
    private boolean reached;

    Row(List<Set<String>> wanted, List<String> outcome) {
      this.wanted = wanted;
      this.outcome = outcome;
    }
  }

  /**
   * @param outcomes how many columns at the end say what follows
   */
  TruthTable(String markdown, int outcomes) {
    List<List<String>> lines = markdown.lines().map(TruthTable::cells).toList();
    int wanted = lines.get(0).size() - outcomes;
    columns = lines.get(0).subList(0, wanted);
    for (List<String> line : lines.subList(2, lines.size())) {
      rows.add(
          new Row(
              line.subList(0, wanted).stream().map(TruthTable::choices).toList(),
              line.subList(wanted, line.size())));
    }
  }

  private static List<String> cells(String line) {
    return List.of(line.substring(1).split("\\|")).stream().map(String::strip).toList();
  }

  private static Set<String> choices(String cell) {
    return cell.isEmpty() ? Set.of() : Set.of(cell.split(" or "));
  }

  /** What follows from these facts, by column. */
  List<String> outcome(Map<String, String> facts) {
    for (Row row : rows) {
      if (fits(row, facts)) {
        row.reached = true;
        return row.outcome;
      }
    }
    throw new AssertionError("no row for " + facts);
  }

  private boolean fits(Row row, Map<String, String> facts) {
    for (int i = 0; i < columns.size(); i++) {
      Set<String> wanted = row.wanted.get(i);
      if (!wanted.isEmpty() && !wanted.contains(facts.get(columns.get(i)))) {
        return false;
      }
    }
    return true;
  }

  /** Rows that no facts have come to. */
  List<String> unreached() {
    return rows.stream().filter(row -> !row.reached).map(row -> row.wanted + "").toList();
  }
}
