package io.costspan.focus;

import java.math.BigDecimal;

/**
 * A part of what a call costs.
 *
 * @param amount in the pricing currency
 * @param list what it would have cost by the published prices, in the pricing currency
 * @param quantity billed units of the meter
 * @param consumed used units of the meter
 */
record Charge(
    Subject subject,
    BigDecimal amount,
    BigDecimal list,
    BigDecimal quantity,
    BigDecimal consumed) {}
