package io.costspan.config;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of options about budgets, which contain the name that a user gives to the budget. */
final class BudgetNames {
  static final String PREFIX = "budget.";

  /** What stands for that name in the manual. */
  private static final String ANY = "NAME";

  private static final Pattern OPTION =
      Pattern.compile("budget\\.([a-z0-9-]+)(\\.by|\\.action|\\.unrated)?");
  private static final Pattern VARIABLE =
      Pattern.compile("BUDGET_([A-Z0-9_]+?)(_BY|_ACTION|_UNRATED)?");

  private BudgetNames() {}

  /** Whether it is a name for such an option, be there a budget or not. */
  static boolean isOne(String name) {
    return OPTION.matcher(name).matches() && Options.named(name) == null;
  }

  /** What the manual calls such an option, such as {@code budget.NAME.by}. */
  static String inManual(String name) {
    return PREFIX + ANY + suffix(name);
  }

  /** The option that sets the limit of the same budget. */
  static String ofLimit(String name) {
    return name.substring(0, name.length() - suffix(name).length());
  }

  /** The name of the budget. */
  static String ofBudget(String name) {
    return ofLimit(name).substring(PREFIX.length());
  }

  static boolean isOfLimit(String name) {
    return suffix(name).isEmpty();
  }

  private static String suffix(String name) {
    Matcher matcher = OPTION.matcher(name);
    String suffix = matcher.matches() ? matcher.group(2) : null;
    return suffix == null ? "" : suffix;
  }

  /**
   * The option that an environment variable sets.
   *
   * @param variable without {@code COSTSPAN_}
   */
  static String ofVariable(String variable) {
    String usual = dotted(variable);
    Matcher matcher = VARIABLE.matcher(variable);
    if (Options.named(usual) != null || !matcher.matches()) {
      return usual;
    }
    String suffix = matcher.group(2);
    return PREFIX
        + matcher.group(1).toLowerCase(Locale.ROOT).replace('_', '-')
        + (suffix == null ? "" : dotted(suffix));
  }

  private static String dotted(String variable) {
    return variable.toLowerCase(Locale.ROOT).replace('_', '.');
  }
}
