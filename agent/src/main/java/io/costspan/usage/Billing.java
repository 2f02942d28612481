package io.costspan.usage;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether a call is billed at all, as far as its exchange reveals.
 *
 * @param reason one of {@link Reasons}, null only for {@link Kind#BILLED}
 */
public record Billing(Kind kind, @Nullable String reason) {

  /** How the provider treats the call. */
  public enum Kind {
    /** The call is billed, and its quantities are to be rated. */
    BILLED,
    /**
     * The call is billed, and its quantities are to be rated, but one that belongs to them is
     * missing.
     */
    PARTIAL,
    /** The provider does not bill it. */
    FREE,
    /** The call may have cost something, but it cannot be known how much. */
    UNKNOWN;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** The name in the ledger. */
    public String wireName() {
      return wireName;
    }
  }

  /** The result for a call once prices have been looked up. */
  public enum Priced {
    /** The cost is the provider's own figure. */
    AS_STATED,
    WHOLE,
    /** The amount covers only some quantities. */
    PARTIAL,
    NOT
  }

  public static final Billing BILLED = new Billing(Kind.BILLED, null);

  public static Billing partial(String reason) {
    return new Billing(Kind.PARTIAL, reason);
  }

  public static Billing free(String reason) {
    return new Billing(Kind.FREE, reason);
  }

  public static Billing unknown(String reason) {
    return new Billing(Kind.UNKNOWN, reason);
  }

  /**
   * The result for a call that is not free, once prices have been looked up. A user's price takes
   * precedence over the amount that the provider states, if it covers a complete usage.
   *
   * @param stated whether the provider states an amount
   * @param users whether the card is one of the user's
   * @param gap whether something has no price
   * @param charged whether anything has a price
   */
  public Priced priced(boolean stated, boolean users, boolean gap, boolean charged) {
    if (stated && !(users && !gap && kind == Kind.BILLED)) {
      return Priced.AS_STATED;
    }
    if (kind == Kind.UNKNOWN || (gap && !charged)) {
      return Priced.NOT;
    }
    return gap || kind == Kind.PARTIAL ? Priced.PARTIAL : Priced.WHOLE;
  }
}
