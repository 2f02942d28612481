package io.costspan.reconcile;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The rows of a bill for one day, model and meter. */
final class BillSum {
  private @Nullable BigDecimal used;
  private @Nullable BigDecimal billed;
  private final Map<String, BigDecimal> amounts = new TreeMap<>();
  private final Map<String, BigDecimal> credits = new TreeMap<>();
  private int rows;

  void use(BigDecimal count) {
    used = used == null ? count : used.add(count);
  }

  void charge(BigDecimal amount, String currency, @Nullable BigDecimal count) {
    amounts.merge(currency, amount, BigDecimal::add);
    rows++;
    if (count != null) {
      billed = billed == null ? count : billed.add(count);
    }
  }

  void credit(BigDecimal amount, String currency) {
    credits.merge(currency, amount, BigDecimal::add);
  }

  /**
   * The units: those of reports of usage, or else those that money was charged for, since an export
   * of costs repeats what one of usage says. Null if neither states any.
   */
  @Nullable BigDecimal quantity() {
    return used == null ? billed : used;
  }

  /** Amounts by currency, without credits. */
  Map<String, BigDecimal> amounts() {
    return amounts;
  }

  /** What was given back, by currency; negative. */
  Map<String, BigDecimal> credits() {
    return credits;
  }

  /** The number of rows that charge something. */
  int rows() {
    return rows;
  }
}
