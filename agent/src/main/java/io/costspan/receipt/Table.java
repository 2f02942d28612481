package io.costspan.receipt;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Columns as wide as their widest cell; the third, a count, is aligned to the right. */
final class Table {
  private static final int COUNT = 2;
  private static final String GAP = "  ";

  private final List<String[]> lines = new ArrayList<>();
  private final int[] widths = new int[5];

  /** Adds a line across all columns. */
  void text(String line) {
    lines.add(new String[] {line});
  }

  void rule() {
    lines.add(new String[0]);
  }

  /** Adds a block with as many lines as its longest cell. */
  void cells(String model, String operation, String calls, List<String> usage, List<String> money) {
    int height = Math.max(1, Math.max(usage.size(), money.size()));
    for (int i = 0; i < height; i++) {
      boolean first = i == 0;
      String[] line = {
        first ? model : "", first ? operation : "", first ? calls : "", at(usage, i), at(money, i)
      };
      for (int column = 0; column < line.length; column++) {
        widths[column] = Math.max(widths[column], line[column].length());
      }
      lines.add(line);
    }
  }

  String render(String left, String right) {
    int tableWidth = Arrays.stream(widths).sum() + GAP.length() * (widths.length - 1);
    int width = Math.max(tableWidth, left.length() + GAP.length() + right.length());
    String rule = "-".repeat(width) + "\n";
    StringBuilder text = new StringBuilder();
    text.append(left).append(" ".repeat(width - left.length() - right.length())).append(right);
    text.append('\n').append(rule);
    for (String[] line : lines) {
      text.append(line.length == 0 ? rule : format(line).stripTrailing() + "\n");
    }
    return text.toString();
  }

  private String format(String[] line) {
    if (line.length == 1) {
      return line[0];
    }
    StringBuilder text = new StringBuilder();
    for (int column = 0; column < line.length; column++) {
      String blanks = " ".repeat(widths[column] - line[column].length());
      text.append(column == COUNT ? blanks + line[column] : line[column] + blanks).append(GAP);
    }
    return text.toString();
  }

  private static String at(List<String> cell, int line) {
    return line < cell.size() ? cell.get(line) : "";
  }
}
