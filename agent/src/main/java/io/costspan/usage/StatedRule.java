package io.costspan.usage;

import io.costspan.health.Faults;
import io.costspan.json.JsonValue;
import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a provider names its own figure.
 *
 * @param currency ISO 4217 code
 */
record StatedRule(Formula amount, String currency) {

  static StatedRule parse(JsonValue rule, FormulaParser.FieldNames names) {
    rule.allow(Set.of("amount", "currency"));
    JsonValue amount = rule.need("amount");
    return new StatedRule(
        FormulaParser.parse(amount, amount.text(), names).formula(), rule.need("currency").text());
  }

  /** The figure, or null if there is none: less than nothing is no price and counts as a fault. */
  @Nullable StatedAmount amount(@Nullable Object[] cells) {
    BigDecimal value = amount.of(cells);
    if (value == null) {
      return null;
    }
    if (value.signum() < 0) {
      Faults.count("negative_amount");
      return null;
    }
    return new StatedAmount(value, currency);
  }
}
