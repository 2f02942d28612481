package io.costspan.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.config.BudgetAction;
import io.costspan.config.BudgetOption;
import io.costspan.config.Config;
import org.junit.jupiter.api.Test;

class CheckedTest {
  @Test
  void byWhatStandsInTheBody_mayBlock() {
    Checked checked =
        checked(
            "budget.m=5 USD/day,budget.m.by=model,budget.m.action=block,"
                + "budget.u=5 USD/day,budget.u.by=owner,budget.u.action=block,owner.user=hash");

    assertThat(checked.budgets())
        .extracting(BudgetOption::action)
        .containsExactly(BudgetAction.BLOCK, BudgetAction.BLOCK);
    assertThat(checked.warnings()).isEmpty();
  }

  @Test
  void byOwner_thatNoOptionNames_isNotInForce() {
    Checked none = checked("budget.t=5 USD/day,budget.t.by=owner.team");
    Checked other = checked("budget.t=5 USD/day,budget.t.by=team,owner.mdc=tenant");

    assertThat(none.budgets()).isEmpty();
    assertThat(none.warnings())
        .containsExactly(
            "option budget.t.by=owner.team (agent argument budget.t.by): no option names an owner;"
                + " set owner.header, owner.mdc or another of them. The budget is not in force");
    assertThat(other.budgets()).isEmpty();
    assertThat(other.warnings())
        .singleElement()
        .asString()
        .contains("use one of the owners that options name: tenant");
  }

  @Test
  void byOwner_severalOfThem_mustSayWhich() {
    assertThat(checked("budget.t=5 USD/day,budget.t.by=owner,owner.mdc=a,owner.key=true").budgets())
        .isEmpty();
  }

  @Test
  void byCaller_withoutCallers_isNotInForce() {
    assertThat(checked("budget.c=5 USD/day,budget.c.by=caller,caller=off").budgets()).isEmpty();
    assertThat(checked("budget.c=5 USD/day,budget.c.by=caller").budgets()).hasSize(1);
  }

  @Test
  void perRequest_isSplitAlready() {
    Checked checked = checked("budget.r=2 USD/request,budget.r.by=provider");

    assertThat(checked.budgets()).extracting(budget -> budget.split().text()).containsExactly("");
    assertThat(checked.warnings()).hasSize(1);
  }

  @Test
  void unratedThatBlocks_withoutABudgetThatDoes_hasNoEffect() {
    assertThat(checked("budget.a=5 USD/day,budget.a.unrated=block").warnings())
        .containsExactly(
            "option budget.a.unrated=block (agent argument budget.a.unrated): it has no effect; set"
                + " budget.a.action=block, too");
  }

  private static Checked checked(String options) {
    return new Checked(Config.load(options));
  }
}
