package io.costspan.usage;

import java.math.BigDecimal;

/**
 * Money that the provider itself named in the response.
 *
 * @param amount never negative, unrounded
 * @param currency ISO 4217 code
 */
public record StatedAmount(BigDecimal amount, String currency) {}
