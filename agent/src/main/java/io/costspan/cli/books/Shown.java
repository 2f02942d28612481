package io.costspan.cli.books;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/** Numbers for people. */
final class Shown {
  private static final int DECIMALS = 6;
  private static final MathContext OF_TINY = new MathContext(2, RoundingMode.HALF_EVEN);

  private Shown() {}

  /** At most six decimals, unless nothing but zeros would be left. */
  static String number(BigDecimal number) {
    BigDecimal rounded =
        number.scale() > DECIMALS ? number.setScale(DECIMALS, RoundingMode.HALF_EVEN) : number;
    BigDecimal shown = rounded.signum() == 0 ? number.round(OF_TINY) : rounded;
    return shown.signum() == 0 ? "0" : shown.stripTrailingZeros().toPlainString();
  }

  /** Puts the decimal points of a column one below the other. */
  static void align(List<List<String>> rows, int column) {
    int longest = rows.stream().mapToInt(row -> decimals(row.get(column))).max().orElse(0);
    for (List<String> row : rows) {
      String text = row.get(column);
      row.set(column, text.isEmpty() ? "" : text + " ".repeat(longest - decimals(text)));
    }
  }

  /** The length of what follows the whole number. */
  private static int decimals(String text) {
    int point = text.indexOf('.');
    return point < 0 ? 0 : text.length() - point;
  }
}
