package io.costspan.config;

/**
 * What each value of has a budget of its own.
 *
 * @param owner the name of the owner for {@link By#OWNER}, empty for the only one that there is
 */
public record BudgetSplit(By by, String owner) {
  /** All calls share one budget. */
  public static final BudgetSplit NONE = new BudgetSplit(By.ALL, "");

  private static final String OWNER = "owner";

  /** What calls are told apart by. */
  public enum By {
    ALL,
    OWNER,
    MODEL,
    PROVIDER,
    CALLER
  }

  static BudgetSplit of(String text) {
    return switch (text) {
      case "" -> NONE;
      case "model" -> new BudgetSplit(By.MODEL, "");
      case "provider" -> new BudgetSplit(By.PROVIDER, "");
      case "caller" -> new BudgetSplit(By.CALLER, "");
      case OWNER -> new BudgetSplit(By.OWNER, "");
      default -> new BudgetSplit(By.OWNER, name(text));
    };
  }

  private static String name(String text) {
    String name = text.startsWith(OWNER + ".") ? text.substring(OWNER.length() + 1) : text;
    if (!name.matches("[A-Za-z0-9._-]{1,64}")) {
      throw new IllegalArgumentException(
          "use model, provider, caller, or the name of an owner, such as owner.team");
    }
    return name;
  }

  /** As a user writes it; empty for all calls. */
  public String text() {
    return switch (by) {
      case ALL -> "";
      case OWNER -> owner.isEmpty() ? OWNER : OWNER + "." + owner;
      case MODEL -> "model";
      case PROVIDER -> "provider";
      case CALLER -> "caller";
    };
  }
}
