package io.costspan.cli;

import io.costspan.health.Excerpt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;

/** A table whose columns are as wide as their widest cell. */
public final class Table {
  private static final int GAP = 2;
  private static final int CELL_LIMIT = 2_000;
  private static final String CUT = "...";

  /** No column is made narrower than this: dates fit, and names can still be told apart. */
  private static final int LEAST = 10;

  /** If the line is too short for that, columns with longer cells than dates get even narrower. */
  private static final int SHORTEST = 5;

  private final List<String[]> rows = new ArrayList<>();

  /** Columns that are aligned to the right and never truncated. */
  private final Set<Integer> numbers = new HashSet<>();

  /** A table without rows. */
  public Table(String... headings) {
    add(headings);
  }

  /** From now on that column, counted from 0, is one of numbers: a part of one is none. */
  public void showsNumbers(int column) {
    numbers.add(column);
  }

  /** Adds a row with one cell for each heading. */
  public void add(String... cells) {
    rows.add(Stream.of(cells).map(cell -> Excerpt.of(cell, CELL_LIMIT)).toArray(String[]::new));
  }

  /** Whether there is nothing but the headings. */
  public boolean isEmpty() {
    return rows.size() == 1;
  }

  /** All rows, beginning with the headings, each with a line end. */
  @Override
  public String toString() {
    return toString(Integer.MAX_VALUE);
  }

  /**
   * The same, in lines of at most {@code lineWidth} characters: cells are truncated as needed, from
   * the last column to the first.
   */
  public String toString(int lineWidth) {
    int[] widths = new int[rows.get(0).length];
    Arrays.setAll(widths, this::width);
    int excess = IntStream.of(widths).sum() + GAP * (widths.length - 1) - lineWidth;
    excess = narrow(widths, excess, LEAST);
    narrow(widths, excess, SHORTEST);
    Column[] columns = new Column[widths.length];
    Arrays.setAll(columns, i -> new Column(widths[i] + GAP, 0, Overflow.TRUNCATE));
    TextTable table = TextTable.forColumns(Help.defaultColorScheme(Ansi.OFF), columns);
    rows.forEach(row -> table.addRowValues(cut(row, widths)));
    return table.toString();
  }

  /** Makes columns narrower, the last first, and returns what is left of the excess. */
  private int narrow(int[] widths, int excess, int least) {
    int rest = excess;
    for (int i = widths.length - 1; i >= 0 && rest > 0; i--) {
      if (width(i) > LEAST && !numbers.contains(i)) {
        int cut = Math.max(0, Math.min(rest, widths[i] - least));
        widths[i] -= cut;
        rest -= cut;
      }
    }
    return rest;
  }

  private String[] cut(String[] row, int[] widths) {
    String[] cells = row.clone();
    Arrays.setAll(cells, i -> cell(row[i], widths[i], numbers.contains(i)));
    return cells;
  }

  private static String cell(String text, int width, boolean number) {
    if (text.length() > width) {
      return text.substring(0, width - CUT.length()) + CUT;
    }
    return number ? " ".repeat(width - text.length()) + text : text;
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row[column].length()).max().orElse(0);
  }
}
