package io.costspan.verdict;

import io.costspan.usage.Billing;
import io.costspan.usage.Reasons;
import io.costspan.verdict.EndedCall.Found;
import io.costspan.verdict.EndedCall.Job;
import io.costspan.verdict.EndedCall.Stated;
import io.costspan.verdict.Verdict.Figures;

/**
 * Decides by which of its figures a call is billed, if it is: the reported ones, the estimated
 * ones, or the cost that the provider states. See {@link Verdict}.
 */
final class UsageVerdict {
  private UsageVerdict() {}

  /** Judges a call whose reply shows usage, or needs none. */
  static Verdict of(EndedCall call) {
    if (call.overflowed()) {
      return Verdict.unknown(Reasons.FAULT);
    }
    if (call.repeated()) {
      return Verdict.free(Reasons.ALREADY_RATED);
    }
    Found guessed = call.cut() ? call.guessed() : Found.NOTHING;
    if (guessed == Found.NOTHING) {
      return byTold(call, call.cut());
    }
    return call.stated() == Stated.MALFORMED ? malformed() : byGuess(guessed);
  }

  private static Verdict byTold(EndedCall call, boolean soFar) {
    Found told = call.told();
    Stated stated = call.stated();
    if (told == Found.MALFORMED || stated == Stated.MALFORMED) {
      return malformed();
    }
    // A cost that the provider states is complete, whatever its counts are.
    if (stated == Stated.NOTHING && told == Found.NOTHING) {
      return Verdict.unknown(Reasons.NO_USAGE);
    }
    Figures by = soFar ? Figures.TOLD_SO_FAR : Figures.TOLD;
    return stated == Stated.NOTHING && told == Found.PART ? by.part : by.whole;
  }

  private static Verdict byGuess(Found guessed) {
    return switch (guessed) {
      case WHOLE -> Figures.GUESSED.whole;
      case PART -> Figures.GUESSED.part;
      default -> malformed();
    };
  }

  /** Judges a call that was no failure, but shows none of the usage for which its reader looks. */
  static Verdict withoutUsage(EndedCall call) {
    String reason = whyWithoutUsage(call);
    if (call.job() == Job.KNOWN) {
      return Verdict.unknown(reason);
    }
    return switch (call.stated()) {
      case MALFORMED -> malformed();
      case MONEY -> Figures.TOLD.whole;
      default -> guessedInstead(call, reason);
    };
  }

  /** Work was done, but the reply was cut before its usage or has none. */
  private static Verdict guessedInstead(EndedCall call, String reason) {
    boolean guessable = reason.equals(Reasons.ABORTED) || reason.equals(Reasons.NO_USAGE);
    Found guessed = guessable ? call.guessed() : Found.NOTHING;
    return guessed == Found.NOTHING ? Verdict.unknown(reason) : byGuess(guessed);
  }

  private static String whyWithoutUsage(EndedCall call) {
    return switch (call.end()) {
      case COMPLETE -> call.failed() ? Reasons.ABORTED : Reasons.NO_USAGE;
      case MALFORMED -> Reasons.MALFORMED_BODY;
      case UNSUPPORTED_ENCODING -> Reasons.UNSUPPORTED_ENCODING;
      default -> Reasons.ABORTED;
    };
  }

  /** Judges a job that nobody saw finish, by what is known of it so far. */
  static Verdict ofUnfinished(EndedCall call) {
    Found guessed = call.guessed();
    if (guessed != Found.NOTHING && call.stated() != Stated.MALFORMED) {
      return byGuess(guessed);
    }
    Verdict verdict = byTold(call, true);
    return Reasons.NO_USAGE.equals(verdict.reason()) && verdict.kind() == Billing.Kind.UNKNOWN
        ? Verdict.unknown(Reasons.JOB_UNFINISHED)
        : verdict;
  }

  private static Verdict malformed() {
    return Verdict.unknown(Reasons.MALFORMED_USAGE);
  }
}
