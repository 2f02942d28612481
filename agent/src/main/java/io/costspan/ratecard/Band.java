package io.costspan.ratecard;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One step of a graduated rate.
 *
 * @param upTo units of the meter at which the band ends, null for the last one
 * @param rate price of {@code per} units in the card's currency, never negative
 */
public record Band(@Nullable BigDecimal upTo, BigDecimal rate) {}
