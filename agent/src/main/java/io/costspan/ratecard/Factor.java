package io.costspan.ratecard;

import io.costspan.condition.Conditions;

/**
 * Scales what a card's lines cost, such as 0.5 for the batch tier.
 *
 * @param meters what it scales
 */
public record Factor(Multiplier by, Conditions<Attributes> when, MeterSet meters)
    implements Priced {}
