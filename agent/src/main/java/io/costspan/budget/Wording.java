package io.costspan.budget;

import io.costspan.config.BudgetOption;
import io.costspan.config.BudgetPeriod;

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
        + (unrated == 0 ? "" : ", and the cost of " + calls(unrated) + " is not known")
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

  private static String calls(long count) {
    return count == 1 ? "1 call" : count + " calls";
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
    return "budget "
        + budget.name()
        + (budget.blocks() ? ": blocks" : ": only warns")
        + " at "
        + budget.limit().words()
        + (budget.split().text().isEmpty() ? "" : " for each " + budget.split().text())
        + ", in this JVM alone";
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
