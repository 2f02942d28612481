package io.costspan.budget;

import io.costspan.config.BudgetOption;
import java.math.BigDecimal;
import java.math.MathContext;

/**
 * How a budget stands.
 *
 * @param value of what it is split by; empty if calls have none, or if it is not split
 * @param spent in the current window, in the currency of the budget
 */
public record Standing(BudgetOption budget, String value, BigDecimal spent) {
  /** How much of the limit is left, from 0 to 1. */
  public BigDecimal remainingRatio() {
    BigDecimal limit = budget.limit().amount();
    BigDecimal left = limit.subtract(spent);
    return left.signum() <= 0 ? BigDecimal.ZERO : left.divide(limit, MathContext.DECIMAL64);
  }

  /** Such as {@code budget team (owner.team=search)}. */
  String name() {
    return "budget " + subject();
  }

  /** Such as {@code team (owner.team=search)}. */
  String subject() {
    String split = budget.split().text();
    return budget.name()
        + (split.isEmpty()
            ? ""
            : " (" + split + (value.isEmpty() ? " not known" : "=" + value) + ")");
  }

  /** Such as {@code 12.5 of 50 USD}. */
  String share() {
    return plain(spent) + " of " + plain(budget.limit().amount()) + " " + budget.limit().currency();
  }

  static String plain(BigDecimal amount) {
    return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
  }
}
