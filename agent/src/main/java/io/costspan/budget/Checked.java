package io.costspan.budget;

import io.costspan.config.BudgetOption;
import io.costspan.config.BudgetPeriod;
import io.costspan.config.BudgetSplit;
import io.costspan.config.BudgetSplit.By;
import io.costspan.config.BudgetUnrated;
import io.costspan.config.CallerMode;
import io.costspan.config.Config;
import io.costspan.config.Options;
import io.costspan.owner.Owners;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The budgets that the options set, as far as they can be kept. */
final class Checked {
  private final List<BudgetOption> budgets = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final Config config;

  Checked(Config config) {
    this.config = config;
    for (BudgetOption budget : config.budgets()) {
      BudgetOption kept = kept(budget);
      if (kept != null) {
        budgets.add(kept);
      }
    }
  }

  /** Those that come into force. */
  List<BudgetOption> budgets() {
    return budgets;
  }

  /** What the user should correct, one line each. */
  List<String> warnings() {
    return warnings;
  }

  private @Nullable BudgetOption kept(BudgetOption budget) {
    if (budget.unrated() == BudgetUnrated.BLOCK && !budget.blocks()) {
      warnings.add(
          option(budget, "unrated", "block")
              + "it has no effect; set budget."
              + budget.name()
              + ".action=block, too");
    }
    if (budget.limit().period().kind() == BudgetPeriod.Kind.REQUEST) {
      return perRequest(budget);
    }
    return switch (budget.split().by()) {
      case OWNER -> byOwner(budget);
      case CALLER -> byCaller(budget);
      default -> budget;
    };
  }

  /** How a message about an option begins. */
  private String option(BudgetOption budget, String ending, String value) {
    String name = budget.name() + "." + ending;
    return "option budget." + name + "=" + value + " (" + config.placeOfBudget(name) + "): ";
  }

  private String by(BudgetOption budget) {
    return option(budget, "by", budget.split().text());
  }

  private BudgetOption perRequest(BudgetOption budget) {
    if (budget.split().equals(BudgetSplit.NONE)) {
      return budget;
    }
    warnings.add(
        by(budget) + "it has no effect, since each request has that budget of its own; remove it");
    return budget.with(BudgetSplit.NONE);
  }

  private @Nullable BudgetOption refuse(String warning) {
    warnings.add(warning + ". The budget is not in force");
    return null;
  }

  private @Nullable BudgetOption byOwner(BudgetOption budget) {
    Set<String> names = Owners.names(config);
    boolean only = budget.split().owner().isEmpty() && names.size() == 1;
    String owner = only ? names.iterator().next() : budget.split().owner();
    if (!names.contains(owner)) {
      return refuse(
          by(budget)
              + (names.isEmpty()
                  ? "no option names an owner; set owner.header, owner.mdc or another of them"
                  : "use one of the owners that options name: " + String.join(", ", names)));
    }
    return budget.with(new BudgetSplit(By.OWNER, owner));
  }

  private @Nullable BudgetOption byCaller(BudgetOption budget) {
    return config.get(Options.CALLER) == CallerMode.OFF
        ? refuse(by(budget) + "callers are not looked for; remove caller=off")
        : budget;
  }
}
