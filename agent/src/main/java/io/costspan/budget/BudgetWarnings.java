package io.costspan.budget;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How often budgets have warned since the start, for {@code costspan.budget.warnings}. */
public final class BudgetWarnings {
  /** Names come from files that may change while the application runs. */
  private static final int LIMIT = 1_000;

  private static final Map<Kind, LongAdder> COUNTS = new ConcurrentHashMap<>();

  private BudgetWarnings() {}

  /**
   * What is counted.
   *
   * @param threshold in percent of the limit
   */
  public record Kind(String budget, int threshold) {}

  static void count(String budget, int threshold) {
    Kind kind = new Kind(budget, threshold);
    if (COUNTS.containsKey(kind) || COUNTS.size() < LIMIT) {
      COUNTS.computeIfAbsent(kind, first -> new LongAdder()).increment();
    }
  }

  /** A snapshot of the counts. */
  public static Map<Kind, Long> counts() {
    Map<Kind, Long> snapshot = new HashMap<>();
    COUNTS.forEach((kind, count) -> snapshot.put(kind, count.sum()));
    return snapshot;
  }
}
