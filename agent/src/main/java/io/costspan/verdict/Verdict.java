package io.costspan.verdict;

import io.costspan.usage.Billing;
import io.costspan.usage.End;
import io.costspan.usage.Reasons;
import io.costspan.usage.UsageMeter;
import io.costspan.verdict.EndedCall.Evidence;
import io.costspan.verdict.EndedCall.Job;
import org.jspecify.annotations.Nullable;

/**
 * Whether a call is billed, and by which of its figures. This class decides by how the call ended
 * and by what its provider file says, and {@link UsageVerdict} by its usage. Pure; the complete
 * truth table is {@code VerdictTest} and, for people, docs/billing.md.
 *
 * @param kind how the call is treated
 * @param reason one of {@link Reasons}; null if the call is billed. For a part, the missing meter
 *     still has to be added
 * @param by which figures count
 */
public record Verdict(Billing.Kind kind, @Nullable String reason, Figures by) {

  /** The figures of a call. */
  public enum Figures {
    NONE,
    TOLD,
    /** As reported, but not final. */
    TOLD_SO_FAR,
    GUESSED;

    /** The verdict if all of these figures count. */
    final Verdict whole = new Verdict(Billing.Kind.BILLED, null, this);

    /** The verdict if these figures are only a part. */
    final Verdict part = new Verdict(Billing.Kind.PARTIAL, Reasons.NO_USAGE, this);
  }

  private static final int SWITCHING_PROTOCOLS = 101;

  public static Verdict free(String reason) {
    return new Verdict(Billing.Kind.FREE, reason, Figures.NONE);
  }

  static Verdict unknown(String reason) {
    return new Verdict(Billing.Kind.UNKNOWN, reason, Figures.NONE);
  }

  /** Decides. */
  public static Verdict of(EndedCall call) {
    if (call.job() == Job.UNFINISHED) {
      return UsageVerdict.ofUnfinished(call);
    }
    Verdict verdict = ofItself(call);
    boolean poll = call.job() == Job.KNOWN && verdict.kind == Billing.Kind.UNKNOWN;
    return poll && !JobEnd.isSeen(verdict, call) && call.end() != End.FAULT
        ? free(Reasons.NOT_BILLABLE)
        : verdict;
  }

  private static Verdict ofItself(EndedCall call) {
    return switch (call.end()) {
      case CACHE_HIT -> free(Reasons.CACHE_HIT);
      case NOT_SENT -> free(Reasons.NOT_SENT);
      case FAULT -> unknown(Reasons.FAULT);
      default -> call.status() == 0 ? ofUnanswered(call) : ofAnswered(call);
    };
  }

  /** The request was sent, so the provider may have done the work; a poll does no work. */
  private static Verdict ofUnanswered(EndedCall call) {
    String free = call.free();
    if (free != null) {
      return free(free);
    }
    if (call.job() != Job.NONE) {
      return free(Reasons.NOT_BILLABLE);
    }
    String reason = call.end() == End.CLOSED ? Reasons.ABORTED : Reasons.NO_RESPONSE;
    return new Verdict(Billing.Kind.UNKNOWN, reason, Figures.GUESSED);
  }

  private static Verdict ofAnswered(EndedCall call) {
    if (call.job() == Job.PENDING) {
      return free(Reasons.NOT_BILLABLE);
    }
    String free = call.free();
    if (free != null) {
      return free.equals(Reasons.PROVISIONED) ? provisioned(call) : free(free);
    }
    if (showsUsage(call)) {
      return UsageVerdict.of(call);
    }
    if (!succeeded(call.status()) || (call.failed() && !call.delivered())) {
      return free(Reasons.FAILED);
    }
    if (call.evidence() == Evidence.NOT_DESCRIBED) {
      return unknown(Reasons.UNKNOWN_OPERATION);
    }
    return call.evidence() == Evidence.NOT_NEEDED && !call.failed()
        ? UsageVerdict.of(call)
        : UsageVerdict.withoutUsage(call);
  }

  /** The user may have a price for the figures of a call that the provider does not bill singly. */
  private static Verdict provisioned(EndedCall call) {
    Figures by = showsUsage(call) ? UsageVerdict.of(call).by : Figures.NONE;
    return new Verdict(Billing.Kind.FREE, Reasons.PROVISIONED, by);
  }

  /** Whatever a failed reply holds, it is no sign of success, unless it counts what it used. */
  private static boolean showsUsage(EndedCall call) {
    Evidence evidence = call.evidence();
    return evidence == Evidence.SEEN
        || (evidence == Evidence.SIGNS_ONLY && succeeded(call.status()));
  }

  /** Whether there is anything to bill, even if only a part. */
  public boolean isBilled() {
    return kind == Billing.Kind.BILLED || kind == Billing.Kind.PARTIAL;
  }

  /** Whether the call shows work for which somebody may have a price. */
  public boolean showsWork() {
    return isBilled() || (kind == Billing.Kind.FREE && by != Figures.NONE);
  }

  /** Whether HTTP reports success; switching to another protocol counts as success. */
  public static boolean succeeded(int status) {
    return (status >= 200 && status < 300) || status == SWITCHING_PROTOCOLS;
  }

  /** The billing that is passed on with the usage record. */
  public Billing billing(@Nullable UsageMeter missing) {
    return switch (kind) {
      case BILLED -> Billing.BILLED;
      case PARTIAL -> Billing.partial(reason + (missing == null ? "" : "." + missing.wireName()));
      case FREE -> Billing.free(String.valueOf(reason));
      case UNKNOWN -> Billing.unknown(String.valueOf(reason));
    };
  }
}
