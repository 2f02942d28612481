package io.costspan.config;

/** One budget, as the options describe it. */
public record BudgetOption(
    String name, BudgetLimit limit, BudgetSplit split, BudgetAction action, BudgetUnrated unrated) {
  /** Whether calls may be refused for it. */
  public boolean blocks() {
    return action == BudgetAction.BLOCK;
  }

  /** The same budget, split by that. */
  public BudgetOption with(BudgetSplit other) {
    return new BudgetOption(name, limit, other, action, unrated);
  }
}
