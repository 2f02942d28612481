package io.costspan.reading;

import io.costspan.cells.CellSink;
import io.costspan.condition.Conditions;
import io.costspan.usage.End;
import io.costspan.usage.Quantity;
import io.costspan.usage.StatedAmount;
import io.costspan.usage.UsageMeter;
import io.costspan.verdict.EndedCall;
import io.costspan.verdict.Verdict;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is known of a call that was read by rules, for its {@link Verdict}. */
final class RuleCall implements EndedCall {
  private final UsageRules rules;
  private final @Nullable Object[] cells;
  private final CellSink response;
  private final RuleWork work;
  private final How how;
  private final Job job;
  private final Jobs jobs;
  private final String provider;
  private @Nullable Boolean repeated;

  /**
   * How a call ended.
   *
   * @param status of the reply, 0 if none came
   */
  record How(End end, boolean streamed, int status) {}

  /**
   * @param provider whose jobs the call may belong to
   * @param together meters that belong together, so that usage without one of them is partial
   */
  RuleCall(
      UsageRules rules,
      String provider,
      List<UsageMeter> together,
      @Nullable Object[] cells,
      CellSink response,
      How how,
      Job job,
      Jobs jobs) {
    this.rules = rules;
    this.provider = provider;
    this.cells = cells;
    this.response = response;
    this.how = how;
    this.job = job;
    this.jobs = jobs;
    this.work = new RuleWork(rules, cells, together, response.documents(), job != Job.UNKNOWN);
  }

  @Override
  public End end() {
    return how.end();
  }

  @Override
  public int status() {
    return how.status();
  }

  @Override
  public Job job() {
    return job;
  }

  @Override
  public @Nullable String free() {
    return rules.billing().freeReason(cells, how.status() != 0);
  }

  @Override
  public boolean failed() {
    return rules.billing().failed(cells);
  }

  /** A stream whose text is not measured has delivered something if it had more than its end. */
  @Override
  public boolean delivered() {
    return how.streamed()
        && (rules.places().response.paths().measures()
            ? response.measured()
            : response.documents() > 1);
  }

  @Override
  public Evidence evidence() {
    return rules.billing().evidence(cells);
  }

  /** A stream is cut if it broke, failed or ended without the final event of its API. */
  @Override
  public boolean cut() {
    if (job == Job.UNFINISHED) {
      return true;
    }
    boolean done = Conditions.anyHolds(rules.done(), cells);
    if (done || response.documents() == 0) {
      return false;
    }
    if (how.streamed() && failed() && delivered()) {
      return true;
    }
    boolean ends = !rules.done().isEmpty();
    boolean whole = end() == End.COMPLETE ? !(how.streamed() && ends) : !(ends || isMarked());
    return !whole && !Conditions.anyHolds(rules.finals(), cells);
  }

  /** Whether a stream's counts are known to grow until they are marked as final. */
  private boolean isMarked() {
    return how.streamed() && !rules.finals().isEmpty();
  }

  /** Removes ids that earlier calls have shown; with nothing else left, the call repeats them. */
  @Override
  public boolean repeated() {
    boolean known = repeated == null ? (forget() || response.repeats()) && !work.isAny() : repeated;
    repeated = known;
    return known;
  }

  private boolean forget() {
    boolean forgot = false;
    List<Field> shown = rules.unseen();
    for (int i = 0; i < shown.size(); i++) {
      if (shown.get(i).value(cells) instanceof Set<?> ids) {
        forgot |= ids.removeIf(id -> !jobs.finish(provider, String.valueOf(id)));
      }
    }
    return forgot;
  }

  @Override
  public boolean overflowed() {
    return work.overflowed();
  }

  @Override
  public Found told() {
    return work.isSound() ? found(tell()) : Found.MALFORMED;
  }

  private Work tell() {
    return work.told(cut(), job != Job.UNFINISHED);
  }

  /** A complete reply without any document gives nothing to base an estimate on. */
  @Override
  public Found guessed() {
    boolean silent = end() == End.COMPLETE && how.status() != 0 && response.documents() == 0;
    return silent ? Found.NOTHING : found(work.guessed());
  }

  private static Found found(Work work) {
    if (!work.sound()) {
      return Found.MALFORMED;
    }
    if (work.quantities().isEmpty()) {
      return Found.NOTHING;
    }
    return work.missing() == null ? Found.WHOLE : Found.PART;
  }

  /** The amount that the provider states, null if there is none. */
  @Nullable StatedAmount amount() {
    return work.amount();
  }

  @Override
  public Stated stated() {
    return work.stated();
  }

  /** The quantities that count according to a verdict on this call. */
  List<Quantity> quantities(Verdict verdict) {
    Work counting = counting(verdict);
    return counting == null ? List.of() : counting.quantities();
  }

  /** What one rule adds to the quantities that count. */
  List<Quantity> quantities(Verdict verdict, WorkRule rule) {
    return work.of(rule, verdict.by() == Verdict.Figures.TOLD_SO_FAR);
  }

  /** The first meter that is missing in them, null if none is. */
  @Nullable UsageMeter missing(Verdict verdict) {
    Work counting = counting(verdict);
    return counting == null ? null : counting.missing();
  }

  private @Nullable Work counting(Verdict verdict) {
    return switch (verdict.by()) {
      case NONE -> null;
      case TOLD, TOLD_SO_FAR -> tell();
      case GUESSED -> work.guessed();
    };
  }
}
