package io.costspan.usage;

import java.math.BigDecimal;

/**
 * The cost that the provider itself stated in the response.
 *
 * @param amount never negative, unrounded
 * @param currency ISO 4217 code
 */
public record StatedAmount(BigDecimal amount, String currency) {}
