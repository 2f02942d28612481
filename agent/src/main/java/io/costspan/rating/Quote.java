package io.costspan.rating;

import io.costspan.ratecard.Rate;
import io.costspan.ratecard.RateCard;
import io.costspan.usage.Quantity;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The price of a quantity, for people who want to verify it.
 *
 * @param card null if no card applies to its model
 * @param rate the line of the card that prices it, null if there is none
 * @param factor product of the card's factors that apply; null if there is no card or if one of
 *     them cannot be read
 */
public record Quote(
    Quantity quantity, @Nullable RateCard card, @Nullable Rate rate, @Nullable BigDecimal factor) {}
