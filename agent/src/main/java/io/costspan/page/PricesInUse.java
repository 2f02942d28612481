package io.costspan.page;

import io.costspan.pipeline.RatedCall;
import io.costspan.rating.ChargeLine;
import io.costspan.usage.UsageMeter;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The prices that calls were rated by, as many as there is room for. */
final class PricesInUse {
  private static final int LIMIT = 100;

  private final Set<Price> prices = new LinkedHashSet<>();

  /**
   * What {@code per} units of a meter cost.
   *
   * @param id of the card
   * @param checked when it was last compared with its source, {@link LocalDate#EPOCH} if nobody
   *     states it
   * @param factor by which the rate is multiplied, 1 for none
   */
  record Price(
      String id,
      LocalDate checked,
      UsageMeter meter,
      BigDecimal rate,
      BigDecimal per,
      BigDecimal factor,
      String currency) {
    static Price of(ChargeLine line, String currency) {
      return new Price(
          line.source().id(),
          line.source().checked(),
          line.meter(),
          line.rate(),
          line.per(),
          line.factor(),
          currency);
    }

    boolean isDated() {
      return !checked.equals(LocalDate.EPOCH);
    }
  }

  synchronized void add(RatedCall call) {
    String currency = call.rating().currency();
    if (currency == null || call.rating().stated()) {
      return;
    }
    for (ChargeLine line : call.rating().charges()) {
      if (prices.size() < LIMIT) {
        prices.add(Price.of(line, currency));
      }
    }
  }

  /** In the order in which they were first used. */
  synchronized List<Price> all() {
    return new ArrayList<>(prices);
  }
}
