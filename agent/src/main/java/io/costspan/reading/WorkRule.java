package io.costspan.reading;

import io.costspan.json.JsonValue;
import io.costspan.usage.UsageMeter;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a piece of work is billed: by one quantity, or by one of several measures of the same work.
 *
 * @param measures the preferred one first
 */
record WorkRule(List<QuantityRule> measures) {

  static WorkRule parse(JsonValue rule, FormulaParser.FieldNames names) {
    List<JsonValue> measures = rule.isArray() ? rule.items() : List.of(rule);
    return new WorkRule(
        measures.stream().map(measure -> QuantityRule.parse(measure, names)).toList());
  }

  /** Adds the meters of the called model's work, unless they are alternative measures of it. */
  void addMeters(Set<UsageMeter> meters) {
    if (measures.size() == 1 && measures.get(0).isOfCalledModel()) {
      meters.add(measures.get(0).meter());
    }
  }

  /** Whether there is more to count than was kept. */
  boolean incomplete(@Nullable Object[] cells) {
    for (int i = 0; i < measures.size(); i++) {
      if (measures.get(i).incomplete(cells)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Adds what is known of the work.
   *
   * @param zero whether to include a count of zero
   */
  void addTo(Work work, @Nullable Object[] cells, boolean estimated, boolean zero) {
    int first = work.size();
    for (int i = 0; i < measures.size(); i++) {
      measures.get(i).addTo(work, cells, estimated, zero);
    }
    if (measures.size() > 1) {
      work.sameWorkFrom(first);
    }
  }
}
