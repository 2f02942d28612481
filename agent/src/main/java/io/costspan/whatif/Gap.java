package io.costspan.whatif;

import java.math.BigDecimal;
import java.util.Comparator;

/**
 * Calls whose amounts cannot be compared.
 *
 * @param from the model or the cards as recorded
 * @param to the same as supposed
 * @param reason one of {@link io.costspan.usage.Reasons} or of this class
 * @param currency of the amount that is known, empty if neither is
 */
public record Gap(Kind kind, String from, String to, String reason, String currency)
    implements Comparable<Gap> {
  private static final Comparator<Gap> ORDER =
      Comparator.comparing(Gap::kind)
          .thenComparing(Gap::from)
          .thenComparing(Gap::to)
          .thenComparing(Gap::reason)
          .thenComparing(Gap::currency);

  /** The card has no price for the supposed tier; the name of the tier follows after a dot. */
  static final String NO_TIER = "no_price_of_tier";

  /** The line is of an older version, and its cost depends on what it does not tell. */
  static final String NO_ATTRIBUTES = "attributes_not_recorded";

  /** The two amounts are in currencies without an exchange rate between them. */
  static final String NO_EXCHANGE = "no_exchange_rate";

  /** What is not known of them. */
  public enum Kind {
    /** What they cost is not known in whole, but what they would have cost is. */
    BEFORE,
    /** What they cost is known, but not what they would have cost. */
    AFTER,
    /** Neither is known. */
    BOTH
  }

  /**
   * How many calls it is, and what they cost together on the side that is known.
   *
   * @param amount zero if neither side is known
   */
  public record Sum(long calls, BigDecimal amount) {
    Sum plus(Sum other) {
      return new Sum(calls + other.calls, amount.add(other.amount));
    }
  }

  @Override
  public int compareTo(Gap other) {
    return ORDER.compare(this, other);
  }
}
