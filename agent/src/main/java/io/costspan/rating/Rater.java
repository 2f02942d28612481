package io.costspan.rating;

import io.costspan.ratecard.PriceTable;
import io.costspan.usage.Reasons;
import io.costspan.usage.UsageRecord;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** Puts a price on a usage record. Pure: same record, table and instant, same rating. */
public final class Rater {
  private final Supplier<PriceTable> prices;

  public Rater(Supplier<PriceTable> prices) {
    this.prices = prices;
  }

  /**
   * Rates one call; never throws for bad usage.
   *
   * @param at start of the call: the prices in force then count
   */
  public Rating rate(UsageRecord usage, Instant at) {
    return new Rating(
        Rating.Status.UNRATED,
        Reasons.UNKNOWN_MODEL,
        List.of(),
        null,
        null,
        Rating.Source.LOCAL,
        null,
        prices.get().version(),
        usage.estimated());
  }
}
