package io.costspan.series;

import io.costspan.budget.BudgetWarnings;
import io.costspan.budget.Standing;
import io.costspan.config.BudgetSplit;
import io.costspan.profile.CallAttributes;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The labels of what is told about budgets. */
public final class BudgetLabels {
  private BudgetLabels() {}

  static Labels of(BudgetWarnings.Kind kind) {
    Map<String, Object> labels = new LinkedHashMap<>();
    labels.put(CallAttributes.BUDGET.name(), kind.budget());
    labels.put(CallAttributes.THRESHOLD.name(), Integer.toString(kind.threshold()));
    return new Labels(labels);
  }

  /** Those of the gauges, with what the budget is split by under its own name. */
  public static Labels of(Standing standing) {
    Map<String, Object> labels = new LinkedHashMap<>();
    labels.put(CallAttributes.BUDGET.name(), standing.budget().name());
    labels.put(CallAttributes.CURRENCY.name(), standing.budget().limit().currency());
    String attribute = attribute(standing.budget().split());
    if (attribute != null && !standing.value().isEmpty()) {
      labels.put(attribute, standing.value());
    }
    return new Labels(labels);
  }

  /** The attribute by whose values a budget is split; null if it is not. */
  private static @Nullable String attribute(BudgetSplit split) {
    return switch (split.by()) {
      case ALL -> null;
      case OWNER -> CallAttributes.OWNER + split.owner();
      case MODEL -> CallAttributes.REQUEST_MODEL.name();
      case PROVIDER -> CallAttributes.PROVIDER.name();
      case CALLER -> CallAttributes.CALLER.name();
    };
  }
}
