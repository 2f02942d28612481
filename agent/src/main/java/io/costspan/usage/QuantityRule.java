package io.costspan.usage;

import io.costspan.health.Faults;
import io.costspan.json.JsonValue;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How one quantity is computed from the fields.
 *
 * @param fixed attributes that are always the same
 * @param read attributes whose value is a field's
 * @param when whether the quantity counts at all
 */
record QuantityRule(
    UsageMeter meter,
    Formula count,
    Exactness exactness,
    Map<String, String> fixed,
    Map<String, Field> read,
    Conditions when) {

  static QuantityRule parse(JsonValue rule, FormulaParser.FieldNames names) {
    rule.allow(Set.of("meter", "count", "attributes", "when"));
    JsonValue count = rule.need("count");
    FormulaParser.Parsed formula = FormulaParser.parse(count, count.scalar(), names);
    Map<String, String> fixed = new HashMap<>();
    Map<String, Field> read = new HashMap<>();
    JsonValue attributes = rule.get("attributes");
    if (attributes != null) {
      attributes.members().forEach((name, value) -> attribute(name, value, fixed, read, names));
    }
    JsonValue when = rule.get("when");
    return new QuantityRule(
        meter(rule.need("meter")),
        formula.formula(),
        formula.derived() ? Exactness.DERIVED : Exactness.REPORTED,
        Map.copyOf(fixed),
        Map.copyOf(read),
        when == null ? Conditions.NONE : Conditions.parse(when, names));
  }

  private static UsageMeter meter(JsonValue word) {
    UsageMeter meter = UsageMeter.of(word.text());
    if (meter == null) {
      throw word.error(
          "unknown meter \"" + word.text() + "\"; known are " + UsageMeter.wireNames());
    }
    return meter;
  }

  private static void attribute(
      String name,
      JsonValue value,
      Map<String, String> fixed,
      Map<String, Field> read,
      FormulaParser.FieldNames names) {
    String text = value.scalar();
    if (text.startsWith("{") && text.endsWith("}")) {
      read.put(name, names.get(value, text.substring(1, text.length() - 1)));
    } else {
      fixed.put(name, text);
    }
  }

  /**
   * The quantity, or null if there is none. A negative remainder means that the provider's parts
   * exceed its total: it counts as nothing and as a fault.
   *
   * @param zero whether a count of zero is worth telling
   */
  @Nullable Quantity quantity(@Nullable Object[] cells, boolean estimated, boolean zero) {
    BigDecimal value = when.hold(cells) ? count.of(cells) : null;
    if (value == null || (value.signum() == 0 && !zero)) {
      return null;
    }
    if (value.signum() < 0) {
      Faults.count("negative_usage");
      return null;
    }
    return new Quantity(
        meter, value, attributes(cells), estimated ? Exactness.ESTIMATED : exactness);
  }

  private Map<String, String> attributes(@Nullable Object[] cells) {
    if (read.isEmpty()) {
      return fixed;
    }
    Map<String, String> attributes = new HashMap<>(fixed);
    read.forEach(
        (name, field) -> {
          String text = field.text(cells);
          if (text != null) {
            attributes.put(name, text);
          }
        });
    return attributes;
  }
}
