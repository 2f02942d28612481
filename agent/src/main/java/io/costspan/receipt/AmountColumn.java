package io.costspan.receipt;

import java.math.BigDecimal;
import java.util.Collection;

/** Exact amounts, aligned at the decimal point. */
final class AmountColumn {
  private int wholeWidth;
  private int fractionWidth;

  AmountColumn(Collection<BigDecimal> amounts) {
    for (BigDecimal amount : amounts) {
      String text = plain(amount);
      wholeWidth = Math.max(wholeWidth, whole(text));
      fractionWidth = Math.max(fractionWidth, text.length() - whole(text));
    }
  }

  /**
   * @param estimated marks the amount with {@code ~}
   */
  String cell(BigDecimal amount, String currency, boolean estimated) {
    String text = plain(amount);
    return " ".repeat(wholeWidth - whole(text))
        + (estimated ? "~" : " ")
        + text
        + " ".repeat(fractionWidth - (text.length() - whole(text)))
        + " "
        + currency;
  }

  private static String plain(BigDecimal amount) {
    return amount.stripTrailingZeros().toPlainString();
  }

  private static int whole(String text) {
    int point = text.indexOf('.');
    return point < 0 ? text.length() : point;
  }
}
