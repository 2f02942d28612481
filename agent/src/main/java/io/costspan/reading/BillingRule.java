package io.costspan.reading;

import io.costspan.cells.Values;
import io.costspan.condition.Conditions;
import io.costspan.usage.Exactness;
import io.costspan.usage.Reasons;
import io.costspan.verdict.EndedCall;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a provider file says about billing.
 *
 * @param evidence fields of which one must have been seen; empty if success alone is billed
 * @param free conditions under which a call is free, one for each reason
 */
record BillingRule(List<Field> evidence, List<Free> free) {

  /** A reason for which a call is free if any of the conditions is met. */
  record Free(String reason, List<Conditions<@Nullable Object[]>> when) {}

  /**
   * Why the provider does not bill the call, null if it does.
   *
   * @param answered whether there was a reply; without one, a missing value means nothing
   */
  @Nullable String freeReason(@Nullable Object[] cells, boolean answered) {
    for (int i = 0; i < free.size(); i++) {
      String reason = free.get(i).reason();
      boolean ofReply = reason.equals(Reasons.FAILED);
      boolean ofNone = reason.equals(Reasons.NO_RESPONSE);
      if (!ofReply && !(ofNone && answered) && holds(free.get(i).when(), cells, answered)) {
        return reason;
      }
    }
    return null;
  }

  private static boolean holds(
      List<Conditions<@Nullable Object[]>> choices, @Nullable Object[] cells, boolean answered) {
    for (int i = 0; i < choices.size(); i++) {
      Conditions<@Nullable Object[]> choice = choices.get(i);
      if (choice.hold(cells) && (answered || choice.areTold(cells))) {
        return true;
      }
    }
    return false;
  }

  /** Whether the reply says that the call failed. */
  boolean failed(@Nullable Object[] cells) {
    for (int i = 0; i < free.size(); i++) {
      if (free.get(i).reason().equals(Reasons.FAILED)) {
        return Conditions.anyHolds(free.get(i).when(), cells);
      }
    }
    return false;
  }

  EndedCall.Evidence evidence(@Nullable Object[] cells) {
    EndedCall.Evidence best =
        evidence.isEmpty() ? EndedCall.Evidence.NOT_NEEDED : EndedCall.Evidence.MISSING;
    for (int i = 0; i < evidence.size(); i++) {
      Field field = evidence.get(i);
      Object value = field.value(cells);
      if (value != null && isCount(field, value)) {
        return EndedCall.Evidence.SEEN;
      }
      best = value == null ? best : EndedCall.Evidence.SIGNS_ONLY;
    }
    return best;
  }

  /** Whether the provider itself counted, rather than the agent what the reply holds. */
  private static boolean isCount(Field field, Object value) {
    return field.exactness() == Exactness.REPORTED && Values.number(value) != null;
  }
}
