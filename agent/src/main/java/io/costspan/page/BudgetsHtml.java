package io.costspan.page;

import io.costspan.budget.Standing;
import io.costspan.config.BudgetOption;
import java.math.BigDecimal;
import java.util.List;

/** What is spent of each budget. */
final class BudgetsHtml {
  private static final BigDecimal WHOLE = BigDecimal.valueOf(100);

  private BudgetsHtml() {}

  static Markup section(List<Standing> budgets) {
    Markup rows = budgets.stream().map(BudgetsHtml::row).collect(Markup.joined());
    return Pieces.section(
        "budgets",
        "Budgets",
        rows.equals(Markup.NOTHING)
            ? Pieces.note(
                "None is set. With budget.day=50 USD/day there is one; see docs/budgets.md.")
            : Pieces.table(
                "Budgets", List.of(Pieces.head("Budget"), Pieces.numbers("Spent")), rows));
  }

  private static Markup row(Standing standing) {
    BudgetOption budget = standing.budget();
    String split = budget.split().text();
    BigDecimal spent = WHOLE.subtract(standing.remainingRatio().multiply(WHOLE));
    return Markup.of(
        "<tr class=\"{}\"><th scope=\"row\">{} <small>{}, {}</small>{}</th><td class=\"number\">{}</td></tr>",
        standing.remainingRatio().signum() == 0 ? "spent" : "",
        budget.name() + (split.isEmpty() ? "" : " (" + split + "=" + standing.value() + ")"),
        budget.limit().words(),
        budget.blocks() ? "blocks" : "warns",
        Pieces.bar(spent),
        Pieces.money(standing.spent(), budget.limit().currency(), false));
  }
}
