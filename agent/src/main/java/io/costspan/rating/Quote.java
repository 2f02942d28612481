package io.costspan.rating;

import io.costspan.ratecard.Rate;
import io.costspan.ratecard.RateCard;
import io.costspan.usage.Quantity;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Which price a quantity has, for people who doubt it.
 *
 * @param card null if no card is about its model
 * @param rate the card's line that prices it, null if it has none
 * @param factor product of the card's factors that apply; null if there is no card, or one of them
 *     cannot be read
 */
public record Quote(
    Quantity quantity, @Nullable RateCard card, @Nullable Rate rate, @Nullable BigDecimal factor) {}
