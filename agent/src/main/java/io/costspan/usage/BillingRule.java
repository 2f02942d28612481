package io.costspan.usage;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When a provider bills a call.
 *
 * @param evidence fields of which one must have been seen; empty if a success alone is billed
 * @param free conditions by the reason why a call is then free
 */
record BillingRule(List<Field> evidence, Map<String, List<Conditions>> free) {

  /** Whether the provider does not bill the call although it answered. */
  @Nullable String freeReason(@Nullable Object[] cells) {
    for (Map.Entry<String, List<Conditions>> entry : free.entrySet()) {
      if (!entry.getKey().equals(Reasons.FAILED) && Conditions.anyHolds(entry.getValue(), cells)) {
        return entry.getKey();
      }
    }
    return null;
  }

  boolean hasEvidence(@Nullable Object[] cells) {
    for (int i = 0; i < evidence.size(); i++) {
      if (evidence.get(i).value(cells) != null) {
        return true;
      }
    }
    return false;
  }

  static boolean succeeded(int status) {
    return status >= 200 && status < 300;
  }

  /** Whether the call failed by its status or by what its body says. */
  boolean failed(int status, @Nullable Object[] cells) {
    return !succeeded(status)
        || Conditions.anyHolds(free.getOrDefault(Reasons.FAILED, List.of()), cells);
  }

  /** Billed, free or unknown, for a call that the provider answered. */
  Billing billing(End end, int status, @Nullable Object[] cells) {
    String reason = freeReason(cells);
    if (reason != null) {
      return Billing.free(reason);
    }
    if (hasEvidence(cells)) {
      return Billing.BILLED;
    }
    if (failed(status, cells)) {
      return Billing.free(Reasons.FAILED);
    }
    return evidence.isEmpty() ? Billing.BILLED : Billing.unknown(reason(end));
  }

  private static String reason(End end) {
    return switch (end) {
      case CLOSED, FAILED -> Reasons.ABORTED;
      case MALFORMED -> Reasons.MALFORMED_BODY;
      case UNSUPPORTED_ENCODING -> Reasons.UNSUPPORTED_ENCODING;
      default -> Reasons.NO_USAGE;
    };
  }
}
