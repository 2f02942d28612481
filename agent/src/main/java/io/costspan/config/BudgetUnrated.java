package io.costspan.config;

/** What calls of unknown cost do to a budget; the values of {@code budget.NAME.unrated}. */
public enum BudgetUnrated {
  /** Nothing. */
  IGNORE,
  /** The budget counts as spent after one of them. */
  BLOCK
}
