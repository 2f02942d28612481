package io.costspan.reconcile;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Rows of a bill that are not compared. */
final class LeftOut {
  private final Map<String, BigDecimal> amounts = new TreeMap<>();
  private long rows;

  void add(@Nullable BigDecimal amount, @Nullable String currency) {
    rows++;
    if (amount != null && currency != null) {
      amounts.merge(currency, amount, BigDecimal::add);
    }
  }

  long rows() {
    return rows;
  }

  /** What they charge, by currency. */
  Map<String, BigDecimal> amounts() {
    return amounts;
  }
}
