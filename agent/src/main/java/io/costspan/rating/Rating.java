package io.costspan.rating;

import io.costspan.usage.Quantity;
import io.costspan.usage.Reasons;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a call cost, or why that is not known.
 *
 * @param reason one of {@link io.costspan.usage.Reasons}; null only for {@link Status#RATED}
 * @param charges the agent's own calculation, line by line; kept even if {@code amount} is stated
 *     by the provider
 * @param measures of work that is measured in several ways, the quantities that were charged
 * @param amount unrounded; null when {@link Status#UNRATED} or rated by a gateway; zero for all
 *     other calls that are {@link Status#FREE} or {@link Status#BLOCKED}
 * @param currency ISO 4217 code or {@code x:name} of a contract unit; null when there is no amount
 * @param priceId id of the card that priced the call's own model, null if none did
 * @param priceTable version of the price table in force
 * @param stated whether the amount is the provider's own figure
 * @param estimated whether anything in it is a guess
 */
public record Rating(
    Status status,
    @Nullable String reason,
    List<ChargeLine> charges,
    List<Quantity> measures,
    @Nullable BigDecimal amount,
    @Nullable String currency,
    @Nullable String priceId,
    String priceTable,
    boolean stated,
    boolean estimated) {

  private static final String CURRENCY_OF_FREE = "USD";

  /** How much of the cost is known; the values of {@code costspan.rating}. */
  public enum Status {
    RATED,
    /** Some meters have no rate or are missing; the amount covers the others. */
    PARTIAL,
    UNRATED,
    FREE,
    /** A budget had it fail before anything was sent. */
    BLOCKED;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    public String wireName() {
      return wireName;
    }

    /** Whether the provider may bill such calls. */
    public boolean mayCost() {
      return this != FREE && this != BLOCKED;
    }
  }

  /** Where the amount comes from; the values of {@code gen_ai.usage.cost.source}. */
  public enum Source {
    PROVIDER,
    LOCAL;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    public String wireName() {
      return wireName;
    }
  }

  public Rating {
    // Nobody adds to the charges of a finished bill, so no copy is needed.
    charges = charges instanceof Charges ? charges : List.copyOf(charges);
    measures = List.copyOf(measures);
  }

  /**
   * The rating of a call that the provider does not bill, perhaps because it was never let go.
   *
   * @param priceId id of the card that says so, null if the call itself does
   */
  static Rating free(@Nullable String reason, @Nullable String priceId, String priceTable) {
    boolean elsewhere = Reasons.GATEWAY.equals(reason);
    return new Rating(
        Reasons.BUDGET.equals(reason) ? Status.BLOCKED : Status.FREE,
        reason,
        List.of(),
        List.of(),
        elsewhere ? null : BigDecimal.ZERO,
        elsewhere ? null : CURRENCY_OF_FREE,
        priceId,
        priceTable,
        false,
        false);
  }

  /** The rating of a call that may have cost something, but it is not known how much. */
  public static Rating unrated(
      @Nullable String reason, @Nullable String priceId, String priceTable, boolean estimated) {
    return new Rating(
        Status.UNRATED,
        reason,
        List.of(),
        List.of(),
        null,
        null,
        priceId,
        priceTable,
        false,
        estimated);
  }

  /** The same rating, flagged as a guess. */
  public Rating asEstimate() {
    return new Rating(
        status, reason, charges, measures, amount, currency, priceId, priceTable, stated, true);
  }

  /** Where the amount comes from. */
  public Source source() {
    return stated ? Source.PROVIDER : Source.LOCAL;
  }
}
