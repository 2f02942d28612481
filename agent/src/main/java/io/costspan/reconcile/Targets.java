package io.costspan.reconcile;

import io.costspan.usage.UsageMeter;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The models and meters for which a bill has figures of one kind. Each figure of a ledger belongs
 * to exactly one of them, the most special that covers it.
 */
final class Targets {
  /** The model is that of a group of names. */
  record Target(String model, Measure measure) {}

  private final Set<Target> targets = new HashSet<>();

  void add(String model, Measure measure) {
    targets.add(new Target(model, measure));
  }

  boolean isEmpty() {
    return targets.isEmpty();
  }

  /** Whether the bill has figures for this meter of any model. */
  boolean knows(UsageMeter meter) {
    return targets.stream().anyMatch(target -> target.measure().meters().contains(meter));
  }

  /**
   * Where a figure of the ledger belongs; null if the bill has nothing like it.
   *
   * @param meter null for an amount of no single meter
   */
  @Nullable Target of(String model, @Nullable UsageMeter meter) {
    Target own = special(model, meter);
    return own == null ? special(Bill.NO_MODEL, meter) : own;
  }

  private @Nullable Target special(String model, @Nullable UsageMeter meter) {
    Target best = null;
    for (Target target : targets) {
      boolean covers =
          meter == null
              ? target.measure().equals(Measure.ALL)
              : target.measure().meters().contains(meter);
      if (covers && target.model().equals(model) && (best == null || isNarrower(target, best))) {
        best = target;
      }
    }
    return best;
  }

  private static boolean isNarrower(Target one, Target other) {
    return one.measure().meters().size() < other.measure().meters().size();
  }
}
