package io.costspan.ratecard;

import io.costspan.usage.UsageMeter;

/**
 * Scales what a card's lines cost, such as 0.5 for the batch tier.
 *
 * @param meters what it scales
 */
public record Factor(Multiplier by, Conditions when, MeterSet meters) {

  public boolean applies(UsageMeter meter, Attributes attributes) {
    return meters.has(meter) && when.hold(attributes);
  }
}
