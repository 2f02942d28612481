package io.costspan.usage;

import org.jspecify.annotations.Nullable;

/**
 * Whether a call is billed at all, as far as the wire tells.
 *
 * @param reason one of {@link Reasons}, null only for {@link Kind#BILLED}
 */
public record Billing(Kind kind, @Nullable String reason) {

  /** What the provider does with the call. */
  public enum Kind {
    /** Quantities hold and are to be rated. */
    BILLED,
    /** Quantities hold and are to be rated, but one that belongs to them is missing. */
    PARTIAL,
    /** The provider does not bill it. */
    FREE,
    /** It may have cost something, but what cannot be known. */
    UNKNOWN
  }

  /** What becomes of a call once prices have been looked for. */
  public enum Priced {
    /** The provider's own figure is its price. */
    AS_STATED,
    WHOLE,
    /** The amount covers some of it. */
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
   * What becomes of the call, unless it is free, once prices have been looked for. A price of the
   * user's wins over what the provider states, if it covers all that is known to be whole.
   *
   * @param stated whether the provider names its own figure
   * @param users whether the card is the user's
   * @param gap whether something has no price
   * @param charged whether anything has one
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
