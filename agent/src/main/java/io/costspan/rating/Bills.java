package io.costspan.rating;

import io.costspan.ratecard.PriceTable;
import io.costspan.usage.UsageRecord;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The fence around all that one rating leaves to the next: a {@link Bill} with the attributes and
 * quotes that it asks. All three are mutable and are set anew for each call; new ones would be
 * about 150 bytes of garbage for each, as much as a plain rating itself. Whoever rates has a bill
 * for himself: threads that rate at once make one more, and after a fault it is dropped. Nothing
 * else of rating is reused, and what leaves here is immutable.
 */
final class Bills {
  /** A bill that nobody draws up at the moment: calls end on any thread. */
  private final AtomicReference<@Nullable Bill> idle = new AtomicReference<>();

  private final Function<Bill, Rating> rating;

  /**
   * @param rating makes of a bill what is handed out, which is immutable
   */
  Bills(Function<Bill, Rating> rating) {
    this.rating = rating;
  }

  /** Draws up the bill of a call, and rates by it. */
  Rating rate(UsageRecord usage, PriceTable prices, Instant at) {
    Bill known = idle.getAndSet(null);
    Bill bill = known == null ? new Bill() : known;
    Rating rated = rating.apply(bill.of(usage, prices, at));
    idle.setRelease(bill);
    return rated;
  }
}
