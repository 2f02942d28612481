package io.costspan.rating;

import io.costspan.ratecard.PriceTable;
import io.costspan.usage.UsageRecord;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Encapsulates everything that one rating reuses from the previous one: a {@link Bill} with its
 * attributes and quotes. All three are mutable and are reset for each call; new ones would cost
 * about 150 bytes of garbage per call, as much as a plain rating itself. A thread that rates has a
 * bill to itself: threads that rate at the same time create another one, and after a failure the
 * bill is discarded. Nothing else in rating is reused, and all results are immutable.
 */
final class Bills {
  /** A bill that is not in use at the moment; calls may end on any thread. */
  private final AtomicReference<@Nullable Bill> idle = new AtomicReference<>();

  private final Function<Bill, Rating> rating;

  /**
   * @param rating makes the immutable result from a bill
   */
  Bills(Function<Bill, Rating> rating) {
    this.rating = rating;
  }

  /** Draws up the bill of a call, and makes its rating. */
  Rating rate(UsageRecord usage, PriceTable prices, Instant at) {
    Bill known = idle.getAndSet(null);
    Bill bill = known == null ? new Bill() : known;
    Rating rated = rating.apply(bill.of(usage, prices, at));
    idle.setRelease(bill);
    return rated;
  }
}
