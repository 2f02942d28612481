package io.costspan.cli.books;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows for people and programs. Cells are texts, numbers (whole ones or {@link BigDecimal}s, which
 * only people see rounded), or null for what is not known.
 */
final class Sheet {
  private final List<Column> columns = new ArrayList<>();
  private final List<List<@Nullable Object>> rows = new ArrayList<>();

  /**
   * A column.
   *
   * @param name in CSV and JSON; people see it in capitals
   */
  record Column(String name, boolean number) {}

  /** Adds a column of texts. */
  Sheet text(String name) {
    columns.add(new Column(name, false));
    return this;
  }

  /** Adds a column of numbers. */
  Sheet number(String name) {
    columns.add(new Column(name, true));
    return this;
  }

  /** Adds a row with a cell for each column. */
  Sheet row(@Nullable Object... cells) {
    List<@Nullable Object> row = new ArrayList<>();
    for (Object cell : cells) {
      row.add(cell);
    }
    return row(row);
  }

  /** Adds a row with a cell for each column. */
  Sheet row(List<? extends @Nullable Object> cells) {
    if (cells.size() != columns.size()) {
      throw new IllegalArgumentException(cells.size() + " cells for " + columns.size());
    }
    rows.add(new ArrayList<>(cells));
    return this;
  }

  List<Column> columns() {
    return columns;
  }

  List<List<@Nullable Object>> rows() {
    return rows;
  }

  /** The cell for programs: exact, in plain notation. */
  static String exact(@Nullable Object cell) {
    if (cell instanceof BigDecimal number) {
      return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
    return cell == null ? "" : cell.toString();
  }

  /** The cell for people. */
  static String shown(@Nullable Object cell) {
    return cell instanceof BigDecimal number ? Shown.number(number) : cell == null ? "" : cell + "";
  }
}
