package io.costspan.ratecard;

import org.jspecify.annotations.Nullable;

/** Finds a card by id. */
@FunctionalInterface
interface CardFinder {
  @Nullable RateCard find(String id);
}
