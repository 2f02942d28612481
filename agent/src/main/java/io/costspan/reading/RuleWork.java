package io.costspan.reading;

import io.costspan.health.Faults;
import io.costspan.usage.Quantity;
import io.costspan.usage.StatedAmount;
import io.costspan.usage.UsageMeter;
import io.costspan.verdict.EndedCall;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Applies the rules to the values of a call that is over. */
final class RuleWork {
  private final UsageRules rules;
  private final @Nullable Object[] cells;
  private final BigDecimal requests;
  private final List<UsageMeter> together;
  private final Set<UsageMeter> derived;
  private final Guesses guesses;
  private @Nullable Work told;
  private @Nullable Work guessed;

  /**
   * @param together meters that belong together, so that usage without one of them is partial
   * @param documents the number of JSON documents in the reply
   * @param seen whether the request for the work was seen
   */
  RuleWork(
      UsageRules rules,
      @Nullable Object[] cells,
      List<UsageMeter> together,
      long documents,
      boolean seen) {
    this.rules = rules;
    this.cells = cells;
    this.together = together;
    this.requests = requests(documents);
    Whole whole = rules.whole();
    this.derived = whole == null ? Set.of() : whole.settle(cells);
    this.guesses = seen ? Guesses.NONE : Guesses.of(rules, cells);
  }

  /** The number of calls that this one stands for: as a batch states it, or one per line. */
  private BigDecimal requests(long documents) {
    Field told = rules.requests();
    boolean batch = rules.lines() && rules.job() != null;
    BigDecimal lines = batch ? BigDecimal.valueOf(documents) : null;
    return Bounds.requests(told == null ? lines : told.number(cells));
  }

  /**
   * What the reply reports. Zeros are included only if there is nothing else, because "nothing" is
   * not "unknown".
   *
   * @param zeros whether zeros are included at all
   */
  Work told(boolean soFar, boolean zeros) {
    Work work = told;
    if (work == null) {
      work = of(rules.quantities(), soFar, false);
      work = zeros && work.quantities().isEmpty() ? of(rules.quantities(), soFar, true) : work;
      Whole whole = rules.whole();
      if (whole != null) {
        whole.tell(work, cells);
      }
      told = work;
    }
    return work;
  }

  /** What can be estimated if the reply reports nothing. */
  Work guessed() {
    Work work = guessed == null ? of(rules.estimate(), false, false) : guessed;
    guessed = work;
    return work;
  }

  /** Whether the reply reports any work. */
  boolean isAny() {
    return !of(rules.quantities(), false, false).quantities().isEmpty();
  }

  /** The quantities that one rule adds. */
  List<Quantity> of(WorkRule rule, boolean soFar) {
    return of(List.of(rule), soFar, false).quantities();
  }

  private Work of(List<WorkRule> works, boolean estimated, boolean zeros) {
    Work work = new Work(works.size(), requests, together, derived, guesses);
    for (int i = 0; i < works.size(); i++) {
      works.get(i).addTo(work, cells, estimated, zeros);
    }
    return work;
  }

  /** Whether no part is larger than the count that includes it. */
  boolean isSound() {
    Whole whole = rules.whole();
    return whole == null || whole.sound(cells);
  }

  /** A list that was counted only in part must not be mistaken for the whole. */
  boolean overflowed() {
    List<WorkRule> works = rules.quantities();
    for (int i = 0; i < works.size(); i++) {
      if (works.get(i).incomplete(cells)) {
        Faults.count("tally_full");
        return true;
      }
    }
    return false;
  }

  /** The amount that the provider states, null if there is none. */
  @Nullable StatedAmount amount() {
    StatedRule rule = rules.stated();
    return rule == null ? null : rule.amount(cells);
  }

  EndedCall.Stated stated() {
    StatedAmount amount = amount();
    if (amount == null) {
      return EndedCall.Stated.NOTHING;
    }
    if (!Bounds.holdAmount(amount.amount(), requests)) {
      return EndedCall.Stated.MALFORMED;
    }
    return amount.amount().signum() == 0 ? EndedCall.Stated.ZERO : EndedCall.Stated.MONEY;
  }
}
