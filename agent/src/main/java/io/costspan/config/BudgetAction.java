package io.costspan.config;

/** What becomes of calls beyond a budget; the values of the option {@code budget.NAME.action}. */
public enum BudgetAction {
  /** They are made. */
  WARN,
  /** They fail before anything is sent. */
  BLOCK
}
