package io.costspan.budget;

import io.costspan.config.BudgetOption;
import io.costspan.config.BudgetPeriod;
import io.costspan.config.BudgetSplit;
import io.costspan.health.Excerpt;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What people read about budgets. */
final class Wording {
  private Wording() {}

  /** The message of the exception with which a call fails. */
  static String refusal(Standing standing, long unrated, String until) {
    return "Costspan blocked this AI call: "
        + standing.name()
        + " of this JVM has spent "
        + standing.share()
        + " "
        + standing.budget().limit().period().words()
        + unknown(unrated)
        + "; blocked until "
        + until;
  }

  /** The same for a budget of nothing. */
  static String closed(BudgetOption budget) {
    return "Costspan blocked this AI call: budget "
        + budget.name()
        + " of this JVM is "
        + budget.limit().words()
        + "; blocked until that is changed";
  }

  private static String unknown(long unrated) {
    return unrated == 0 ? "" : ", and the cost of " + calls(unrated) + " is not known";
  }

  private static String calls(long count) {
    return count == 1 ? "1 call" : count + " calls";
  }

  /**
   * Such as {@code team (owner.team=search): 12.5 of 20 USD per day, until 2026-11-29T00:00:00Z,
   * only warns}.
   *
   * @param until null if that depends on what is still spent
   */
  static String line(Standing standing, long unrated, @Nullable Instant until) {
    BudgetOption budget = standing.budget();
    return Excerpt.of(standing.subject())
        + ": "
        + standing.share()
        + " "
        + budget.limit().period().words()
        + unknown(unrated)
        + (until == null ? "" : ", until " + until)
        + ", "
        + action(budget);
  }

  private static String action(BudgetOption budget) {
    return budget.blocks() ? "blocks" : "only warns";
  }

  static String warning(Warning warning) {
    Standing standing = warning.standing();
    return standing.name()
        + ": "
        + warning.threshold()
        + "% is reached: "
        + standing.share()
        + " "
        + standing.budget().limit().period().words()
        + " spent in this JVM"
        + (warning.threshold() == Account.WHOLE && standing.budget().blocks()
            ? "; further calls are blocked until " + end(warning)
            : "");
  }

  private static String end(Warning warning) {
    return isPerRequest(warning) ? "this request ends" : warning.until().toString();
  }

  /** The same line for all requests, so that the log is not full of it. */
  static String ofRequests(Warning warning) {
    return warning.standing().name()
        + ": logical requests reach "
        + warning.threshold()
        + "% of "
        + warning.standing().budget().limit().words();
  }

  static boolean isPerRequest(Warning warning) {
    return warning.standing().budget().limit().period().kind() == BudgetPeriod.Kind.REQUEST;
  }

  /** That a budget is in force. */
  static String terms(BudgetOption budget) {
    return "budget " + rule(budget) + ", in this JVM alone";
  }

  /** Such as {@code team: only warns at 20 USD per day for each owner.team}. */
  static String rule(BudgetOption budget) {
    return budget.name()
        + ": "
        + action(budget)
        + " at "
        + budget.limit().words()
        + (budget.split().text().isEmpty() ? "" : " for each " + budget.split().text());
  }

  /** That a call went on although it may belong to a value for which the budget is spent. */
  static String unforeseen(BudgetOption budget) {
    String value = value(budget);
    return "budget "
        + budget.name()
        + ": some calls cannot be blocked, because their "
        + value
        + " stands in a body that is not known before it is sent; doctor counts them";
  }

  /** How many of them there were. */
  static String unforeseen(BudgetOption budget, long count) {
    return budget.name()
        + ": "
        + calls(count)
        + " went on because the "
        + value(budget)
        + " was not known before the body was sent";
  }

  private static String value(BudgetOption budget) {
    return budget.split().by() == BudgetSplit.By.MODEL ? "model" : "user";
  }

  static String foreign(BudgetOption budget, String currency) {
    return "budget "
        + budget.name()
        + ": calls in "
        + currency
        + " do not count; set rates="
        + currency
        + ":"
        + budget.limit().currency()
        + "=... to count them";
  }
}
