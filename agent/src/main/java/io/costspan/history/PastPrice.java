package io.costspan.history;

import io.costspan.ratecard.PriceSource;
import java.time.LocalDate;

/** The card that a charge names. */
record PastPrice(String id) implements PriceSource {
  /** A ledger does not tell. */
  @Override
  public LocalDate checked() {
    return LocalDate.EPOCH;
  }
}
