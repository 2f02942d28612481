package io.costspan.verdict;

import io.costspan.usage.Billing;
import io.costspan.usage.End;
import io.costspan.usage.Reasons;
import io.costspan.usage.UsageMeter;
import org.jspecify.annotations.Nullable;

/**
 * Whether a call is billed, and by which of its figures: the one place that decides it. Pure; its
 * whole truth table is {@code VerdictTest} and, for people, docs/billing.md.
 *
 * @param kind what becomes of the call
 * @param reason one of {@link Reasons}; null if it is billed. Of a part, the meter that is missing
 *     is still to be named
 * @param by which figures count
 */
public record Verdict(Billing.Kind kind, @Nullable String reason, Figures by) {

  /** What is known of a call that is over; asked for only as far as it matters. */
  public interface Call {
    End end();

    /** The reply's HTTP status, 0 if none came. */
    int status();

    Job job();

    /** The reason why the provider does not bill the call, as its file says; null if it does. */
    @Nullable String free();

    /** Whether the reply's body says that the call failed. */
    boolean failed();

    /** Whether part of the work was delivered, however the reply ended. */
    boolean delivered();

    Evidence evidence();

    /** Whether the reply ended before its counts were final. */
    boolean cut();

    /** Whether the reply shows only what earlier calls have shown. */
    boolean repeated();

    /** Whether there was more to count than is kept. */
    boolean overflowed();

    /** What the reply says. */
    Found told();

    /** What can be guessed where it says nothing. */
    Found guessed();

    /** The provider's own figure. */
    Stated stated();
  }

  /** Whether the call belongs to a job that outlives it. */
  public enum Job {
    NONE,
    /** The reply shows the job under way. */
    PENDING,
    /** An earlier call has shown the job under way. */
    KNOWN,
    UNKNOWN,
    /** No call has shown it finished, and none will. */
    UNFINISHED
  }

  /** Whether usage was seen. */
  public enum Evidence {
    SEEN,
    MISSING,
    /** Success alone is billed. */
    NOT_NEEDED,
    /** No provider file describes the operation. */
    NOT_DESCRIBED
  }

  /** What some figures are worth. */
  public enum Found {
    WHOLE,
    /** A meter that belongs to it is missing. */
    PART,
    NOTHING,
    /** A count is unreadable, negative or beyond all bounds. */
    MALFORMED
  }

  /** What the provider says that the call costs. */
  public enum Stated {
    NOTHING,
    ZERO,
    MONEY,
    MALFORMED
  }

  /** The figures of a call. */
  public enum Figures {
    NONE,
    TOLD,
    /** As told, but not final. */
    TOLD_SO_FAR,
    GUESSED
  }

  private static final int SWITCHING_PROTOCOLS = 101;

  private static final Verdict BILLED = new Verdict(Billing.Kind.BILLED, null, Figures.TOLD);
  private static final Verdict BILLED_SO_FAR =
      new Verdict(Billing.Kind.BILLED, null, Figures.TOLD_SO_FAR);
  private static final Verdict BILLED_BY_GUESS =
      new Verdict(Billing.Kind.BILLED, null, Figures.GUESSED);
  private static final Verdict PART =
      new Verdict(Billing.Kind.PARTIAL, Reasons.NO_USAGE, Figures.TOLD);
  private static final Verdict PART_SO_FAR =
      new Verdict(Billing.Kind.PARTIAL, Reasons.NO_USAGE, Figures.TOLD_SO_FAR);
  private static final Verdict PART_BY_GUESS =
      new Verdict(Billing.Kind.PARTIAL, Reasons.NO_USAGE, Figures.GUESSED);

  public static Verdict free(String reason) {
    return new Verdict(Billing.Kind.FREE, reason, Figures.NONE);
  }

  static Verdict unknown(String reason) {
    return new Verdict(Billing.Kind.UNKNOWN, reason, Figures.NONE);
  }

  /** Decides. */
  public static Verdict of(Call call) {
    if (call.job() == Job.UNFINISHED) {
      return ofUnfinished(call);
    }
    Verdict verdict = ofItself(call);
    boolean poll = call.job() == Job.KNOWN && verdict.kind == Billing.Kind.UNKNOWN;
    return poll && !endsJob(verdict, call) && call.end() != End.FAULT
        ? free(Reasons.NOT_BILLABLE)
        : verdict;
  }

  private static Verdict ofItself(Call call) {
    return switch (call.end()) {
      case CACHE_HIT -> free(Reasons.CACHE_HIT);
      case NOT_SENT -> free(Reasons.NOT_SENT);
      case FAULT -> unknown(Reasons.FAULT);
      default -> call.status() == 0 ? ofUnanswered(call) : ofAnswered(call);
    };
  }

  /** It was sent, so the provider may have worked; a poll is no work. */
  private static Verdict ofUnanswered(Call call) {
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

  private static Verdict ofAnswered(Call call) {
    if (call.job() == Job.PENDING) {
      return free(Reasons.NOT_BILLABLE);
    }
    String free = call.free();
    if (free != null) {
      return free(free);
    }
    if (call.evidence() == Evidence.SEEN) {
      return ofUsage(call);
    }
    if (!succeeded(call.status()) || (call.failed() && !call.delivered())) {
      return free(Reasons.FAILED);
    }
    if (call.evidence() == Evidence.NOT_DESCRIBED) {
      return unknown(Reasons.UNKNOWN_OPERATION);
    }
    return call.evidence() == Evidence.NOT_NEEDED && !call.failed()
        ? ofUsage(call)
        : withoutUsage(call);
  }

  private static Verdict ofUsage(Call call) {
    if (call.overflowed()) {
      return unknown(Reasons.FAULT);
    }
    if (call.repeated()) {
      return free(Reasons.ALREADY_RATED);
    }
    Found guessed = call.cut() ? call.guessed() : Found.NOTHING;
    if (guessed == Found.NOTHING) {
      return byTold(call, call.cut());
    }
    return call.stated() == Stated.MALFORMED ? malformed() : byGuess(guessed);
  }

  private static Verdict byTold(Call call, boolean soFar) {
    Found told = call.told();
    Stated stated = call.stated();
    if (told == Found.MALFORMED || stated == Stated.MALFORMED) {
      return malformed();
    }
    // Money that the provider names is whole, whatever its counts are.
    if (stated == Stated.NOTHING && told == Found.NOTHING) {
      return unknown(Reasons.NO_USAGE);
    }
    if (stated == Stated.NOTHING && told == Found.PART) {
      return soFar ? PART_SO_FAR : PART;
    }
    return soFar ? BILLED_SO_FAR : BILLED;
  }

  private static Verdict byGuess(Found guessed) {
    return switch (guessed) {
      case WHOLE -> BILLED_BY_GUESS;
      case PART -> PART_BY_GUESS;
      default -> malformed();
    };
  }

  private static Verdict withoutUsage(Call call) {
    String reason = whyWithoutUsage(call);
    if (call.job() == Job.KNOWN) {
      return unknown(reason);
    }
    return switch (call.stated()) {
      case MALFORMED -> malformed();
      case MONEY -> BILLED;
      default -> guessedInstead(call, reason);
    };
  }

  /** Work was done, but the reply was cut before its usage or has none. */
  private static Verdict guessedInstead(Call call, String reason) {
    boolean guessable = reason.equals(Reasons.ABORTED) || reason.equals(Reasons.NO_USAGE);
    Found guessed = guessable ? call.guessed() : Found.NOTHING;
    return guessed == Found.NOTHING ? unknown(reason) : byGuess(guessed);
  }

  private static String whyWithoutUsage(Call call) {
    return switch (call.end()) {
      case COMPLETE -> call.failed() ? Reasons.ABORTED : Reasons.NO_USAGE;
      case MALFORMED -> Reasons.MALFORMED_BODY;
      case UNSUPPORTED_ENCODING -> Reasons.UNSUPPORTED_ENCODING;
      default -> Reasons.ABORTED;
    };
  }

  /** By what is known of it until now. */
  private static Verdict ofUnfinished(Call call) {
    Found guessed = call.guessed();
    if (guessed != Found.NOTHING && call.stated() != Stated.MALFORMED) {
      return byGuess(guessed);
    }
    Verdict verdict = byTold(call, true);
    return Reasons.NO_USAGE.equals(verdict.reason) && verdict.kind == Billing.Kind.UNKNOWN
        ? unknown(Reasons.JOB_UNFINISHED)
        : verdict;
  }

  private static Verdict malformed() {
    return unknown(Reasons.MALFORMED_USAGE);
  }

  /**
   * Whether a job is over with the call that belongs to it: it is billed, or a whole reply says
   * that it cost nothing or hides what it cost. A poll that fails or breaks says nothing of its
   * job.
   */
  public static boolean endsJob(Verdict verdict, Call call) {
    return verdict.isBilled()
        || (call.end() == End.COMPLETE && call.job() != Job.PENDING && isLastWord(verdict, call));
  }

  private static boolean isLastWord(Verdict verdict, Call call) {
    if (!succeeded(call.status())) {
      return call.status() != 0 && call.free() != null;
    }
    return call.job() == Job.KNOWN
        || verdict.kind == Billing.Kind.UNKNOWN
        || Reasons.FAILED.equals(verdict.reason);
  }

  /** Whether there is anything to bill, be it a part. */
  public boolean isBilled() {
    return kind == Billing.Kind.BILLED || kind == Billing.Kind.PARTIAL;
  }

  /** As far as HTTP says; switching to another protocol is a success too. */
  public static boolean succeeded(int status) {
    return (status >= 200 && status < 300) || status == SWITCHING_PROTOCOLS;
  }

  /** What the reading of a call hands on. */
  public Billing billing(@Nullable UsageMeter missing) {
    return switch (kind) {
      case BILLED -> Billing.BILLED;
      case PARTIAL -> Billing.partial(reason + (missing == null ? "" : "." + missing.wireName()));
      case FREE -> Billing.free(String.valueOf(reason));
      case UNKNOWN -> Billing.unknown(String.valueOf(reason));
    };
  }
}
