package io.costspan.ratecard;

import java.time.LocalDate;

/** What signals tell about the card behind a price. */
public interface PriceSource {
  /** The price id on every signal. */
  String id();

  /**
   * When the price was last compared with its source, {@link LocalDate#EPOCH} if nobody states it.
   */
  LocalDate checked();

  /** Whether it is stated when the price was last compared with its source. */
  default boolean isDated() {
    return !checked().equals(LocalDate.EPOCH);
  }
}
