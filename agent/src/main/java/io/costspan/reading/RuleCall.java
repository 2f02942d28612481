package io.costspan.reading;

import io.costspan.condition.Conditions;
import io.costspan.health.Faults;
import io.costspan.usage.End;
import io.costspan.usage.Quantity;
import io.costspan.usage.StatedAmount;
import io.costspan.usage.UsageMeter;
import io.costspan.verdict.Verdict;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is known of a call that was read by rules, for the {@link Verdict} over it. */
final class RuleCall implements Verdict.Call {
  private final UsageRules rules;
  private final @Nullable Object[] cells;
  private final CellSink response;
  private final End end;
  private final boolean streamed;
  private final int status;
  private final Verdict.Job job;
  private final Jobs jobs;
  private final String provider;
  private final List<UsageMeter> together;
  private @Nullable Boolean repeated;
  private final Set<UsageMeter> derived;
  private @Nullable Work told;
  private @Nullable Work guessed;

  /**
   * @param provider whose jobs the call may belong to
   * @param together meters of which one without the others is a part
   */
  RuleCall(
      UsageRules rules,
      String provider,
      List<UsageMeter> together,
      @Nullable Object[] cells,
      CellSink response,
      End end,
      boolean streamed,
      int status,
      Verdict.Job job,
      Jobs jobs) {
    this.rules = rules;
    this.provider = provider;
    this.together = together;
    this.cells = cells;
    this.response = response;
    this.end = end;
    this.streamed = streamed;
    this.status = status;
    this.job = job;
    this.jobs = jobs;
    Whole whole = rules.whole();
    this.derived = whole == null ? Set.of() : whole.settle(cells);
  }

  @Override
  public End end() {
    return end;
  }

  @Override
  public int status() {
    return status;
  }

  @Override
  public Verdict.Job job() {
    return job;
  }

  @Override
  public @Nullable String free() {
    return rules.billing().freeReason(cells, status != 0);
  }

  @Override
  public boolean failed() {
    return rules.billing().failed(cells);
  }

  /** A stream whose texts nobody counts delivered something if it had more than its end. */
  @Override
  public boolean delivered() {
    return streamed
        && (rules.responsePaths().measures() ? response.measured() : response.documents() > 1);
  }

  @Override
  public Verdict.Evidence evidence() {
    return rules.billing().evidence(cells);
  }

  /** A stream that broke, failed or ended without the event that its dialect always ends with. */
  @Override
  public boolean cut() {
    if (job == Verdict.Job.UNFINISHED) {
      return true;
    }
    boolean done = Conditions.anyHolds(rules.done(), cells);
    if (done || response.documents() == 0) {
      return false;
    }
    if (streamed && failed() && delivered()) {
      return true;
    }
    boolean ends = !rules.done().isEmpty();
    boolean whole = end == End.COMPLETE ? !(streamed && ends) : !(ends || isMarked());
    return !whole && !Conditions.anyHolds(rules.finals(), cells);
  }

  /** Whether a stream's counts are known to grow until they are marked as final. */
  private boolean isMarked() {
    return streamed && !rules.finals().isEmpty();
  }

  /** Forgets ids that earlier calls have shown: with nothing else left, the call repeats them. */
  @Override
  public boolean repeated() {
    boolean known = repeated == null ? forget() : repeated;
    repeated = known;
    return known;
  }

  private boolean forget() {
    boolean forgot = false;
    for (Field field : rules.unseen()) {
      if (field.value(cells) instanceof Set<?> ids) {
        forgot |= ids.removeIf(id -> !jobs.finish(provider, String.valueOf(id)));
      }
    }
    return forgot && work(rules.quantities(), false, false).quantities().isEmpty();
  }

  /** A list of which only a part was counted must not pass for the whole. */
  @Override
  public boolean overflowed() {
    for (WorkRule rule : rules.quantities()) {
      if (rule.incomplete(cells)) {
        Faults.count("tally_full");
        return true;
      }
    }
    return false;
  }

  @Override
  public Verdict.Found told() {
    Work work = tell();
    Whole whole = rules.whole();
    return whole == null || whole.sound(cells) ? found(work) : Verdict.Found.MALFORMED;
  }

  private Work tell() {
    Work work = told == null ? work(cut()) : told;
    told = work;
    return work;
  }

  /** Zeros are told only if there is nothing else, because "nothing" is not "unknown". */
  private Work work(boolean estimated) {
    Work work = work(rules.quantities(), estimated, false);
    boolean nothing = work.quantities().isEmpty() && job != Verdict.Job.UNFINISHED;
    work = nothing ? work(rules.quantities(), estimated, true) : work;
    Whole whole = rules.whole();
    if (whole != null) {
      whole.tell(work, cells);
    }
    return work;
  }

  /** A whole reply without any document tells nothing to guess by. */
  @Override
  public Verdict.Found guessed() {
    if (end == End.COMPLETE && status != 0 && response.documents() == 0) {
      return Verdict.Found.NOTHING;
    }
    return found(guess());
  }

  private Work guess() {
    Work work = guessed == null ? work(rules.estimate(), false, false) : guessed;
    guessed = work;
    return work;
  }

  private static Verdict.Found found(Work work) {
    if (!work.sound()) {
      return Verdict.Found.MALFORMED;
    }
    if (work.quantities().isEmpty()) {
      return Verdict.Found.NOTHING;
    }
    return work.missing() == null ? Verdict.Found.WHOLE : Verdict.Found.PART;
  }

  private Work work(List<WorkRule> works, boolean estimated, boolean zeros) {
    Work work = new Work(works.size(), requests(), together, derived);
    for (WorkRule rule : works) {
      rule.addTo(work, cells, estimated, zeros);
    }
    return work;
  }

  /** The provider's own figure, null if there is none. */
  @Nullable StatedAmount amount() {
    StatedRule rule = rules.stated();
    return rule == null ? null : rule.amount(cells);
  }

  @Override
  public Verdict.Stated stated() {
    StatedAmount amount = amount();
    if (amount == null) {
      return Verdict.Stated.NOTHING;
    }
    if (!Bounds.holdAmount(amount.amount(), requests())) {
      return Verdict.Stated.MALFORMED;
    }
    return amount.amount().signum() == 0 ? Verdict.Stated.ZERO : Verdict.Stated.MONEY;
  }

  /** How many calls this one stands for: those that a batch says it has, or one a line. */
  private BigDecimal requests() {
    Field told = rules.requests();
    boolean batch = rules.lines() && rules.job() != null;
    BigDecimal lines = batch ? BigDecimal.valueOf(response.documents()) : null;
    return Bounds.requests(told == null ? lines : told.number(cells));
  }

  /** The quantities that count by a verdict over this call. */
  List<Quantity> quantities(Verdict verdict) {
    Work work = work(verdict);
    return work == null ? List.of() : work.quantities();
  }

  /** What one rule adds to the quantities that count. */
  List<Quantity> quantities(Verdict verdict, WorkRule rule) {
    boolean soFar = verdict.by() == Verdict.Figures.TOLD_SO_FAR;
    return work(List.of(rule), soFar, false).quantities();
  }

  /** The first meter that those lack, null if they are whole. */
  @Nullable UsageMeter missing(Verdict verdict) {
    Work work = work(verdict);
    return work == null ? null : work.missing();
  }

  private @Nullable Work work(Verdict verdict) {
    return switch (verdict.by()) {
      case NONE -> null;
      case TOLD, TOLD_SO_FAR -> tell();
      case GUESSED -> guess();
    };
  }
}
