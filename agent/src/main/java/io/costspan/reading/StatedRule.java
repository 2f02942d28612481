package io.costspan.reading;

import io.costspan.json.JsonValue;
import io.costspan.usage.StatedAmount;
import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a provider states the cost of a call.
 *
 * @param currency ISO 4217 code
 */
record StatedRule(Formula amount, String currency) {

  static StatedRule parse(JsonValue rule, FormulaParser.FieldNames names) {
    rule.allow(Set.of("amount", "currency"));
    JsonValue amount = rule.need("amount");
    JsonValue currency = rule.need("currency");
    if (!currency.text().matches("[A-Z]{3}|x:[a-z0-9_]{1,40}")) {
      throw currency.error("write USD, EUR, ... or x:name of a contract unit");
    }
    return new StatedRule(
        FormulaParser.parse(amount, amount.text(), names).formula(), currency.text());
  }

  /** The stated amount, or null if there is none. */
  @Nullable StatedAmount amount(@Nullable Object[] cells) {
    BigDecimal value = amount.of(cells);
    return value == null ? null : new StatedAmount(value, currency);
  }
}
