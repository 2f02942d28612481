package io.costspan.ratecard;

import io.costspan.condition.Conditions;

/**
 * Scales the prices of a card's lines, such as 0.5 for the batch tier.
 *
 * @param meters the meters whose prices it scales
 */
public record Factor(Multiplier by, Conditions<Attributes> when, MeterSet meters)
    implements Priced {}
