package io.costspan.reading;

import io.costspan.cells.Tally;
import io.costspan.condition.Conditions;
import io.costspan.json.JsonValue;
import io.costspan.usage.Exactness;
import io.costspan.usage.Quantity;
import io.costspan.usage.UsageMeter;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How one quantity is calculated from the fields.
 *
 * @param fixed attributes that are always the same
 * @param read attributes whose value comes from a field
 * @param when conditions under which the quantity counts
 * @param each the tally whose texts each make a quantity of their own, or the number of equal
 *     quantities; null for a single quantity
 */
record QuantityRule(
    UsageMeter meter,
    FormulaParser.Parsed count,
    Exactness exactness,
    Map<String, String> fixed,
    Map<String, Field> read,
    Conditions<@Nullable Object[]> when,
    @Nullable Field each) {

  private static final BigDecimal MOST_EQUALS = BigDecimal.valueOf(64);

  static QuantityRule parse(JsonValue rule, FormulaParser.FieldNames names) {
    rule.allow(Set.of("meter", "each", "count", "attributes", "when", "estimated"));
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
        formula,
        exactness(rule.get("estimated"), formula),
        Map.copyOf(fixed),
        Map.copyOf(read),
        Conditions.parse(when, names::get),
        each(rule.get("each"), names));
  }

  private static Exactness exactness(@Nullable JsonValue estimated, FormulaParser.Parsed formula) {
    if (estimated != null && estimated.bool()) {
      return Exactness.ESTIMATED;
    }
    return formula.exactness();
  }

  private static @Nullable Field each(@Nullable JsonValue name, FormulaParser.FieldNames names) {
    return name == null ? null : names.get(name, name.text());
  }

  private static UsageMeter meter(JsonValue word) {
    UsageMeter meter = UsageMeter.of(word.text());
    if (meter == null) {
      throw word.error(
          "unknown meter \"" + word.text() + "\"; known meters are " + UsageMeter.wireNames());
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

  /** Whether there is more to count than was kept. */
  boolean incomplete(@Nullable Object[] cells) {
    return each != null
        && (each.value(cells) instanceof Tally tally
            ? tally.full()
            : equalOnes(cells).compareTo(MOST_EQUALS) > 0);
  }

  private BigDecimal equalOnes(@Nullable Object[] cells) {
    BigDecimal number = each == null ? null : each.number(cells);
    return number == null ? BigDecimal.ZERO : number;
  }

  /**
   * Adds the quantities that are present.
   *
   * @param zero whether to include a count of zero
   */
  void addTo(Work work, @Nullable Object[] cells, boolean estimated, boolean zero) {
    if (each == null) {
      work.add(quantity(work, cells, estimated, zero));
    } else if (each.value(cells) instanceof Tally tally) {
      @Nullable Object[] seen = cells.clone();
      for (Tally.Entry entry : tally.entries()) {
        seen[each.tally()] = entry;
        work.add(quantity(work, seen, estimated, zero));
      }
    } else if (work.accepts(meter, equalOnes(cells))) {
      for (int i = equalOnes(cells).min(MOST_EQUALS).intValue(); i > 0; i--) {
        work.add(quantity(work, cells, estimated, zero));
      }
    }
  }

  /**
   * The quantity, or null if there is none. A negative remainder means that the provider's parts
   * exceed their total, which is as meaningless as something that is not a number.
   */
  private @Nullable Quantity quantity(
      Work work, @Nullable Object[] cells, boolean estimated, boolean zero) {
    if (!when.hold(cells)) {
      return null;
    }
    work.guesses().begin(cells);
    BigDecimal value = count.formula().of(cells);
    boolean told = value != null && count.isTold(cells);
    if (isOfCalledModel()) {
      work.tell(meter, told, count.difference());
    }
    boolean counts = told || !count.difference();
    boolean zeroCounts = told && zero;
    if (value == null
        || !(value.signum() == 0 ? zeroCounts : counts)
        || !work.accepts(meter, value)) {
      return null;
    }
    Map<String, String> attributes = attributes(cells);
    boolean guessed = estimated || work.guesses().any(cells);
    return new Quantity(
        meter, value, attributes, guessed ? Exactness.ESTIMATED : work.exactness(meter, exactness));
  }

  /** Whether it counts the work of the call's own model. */
  boolean isOfCalledModel() {
    return !fixed.containsKey(Quantity.MODEL) && !read.containsKey(Quantity.MODEL);
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
