package io.costspan.reading;

import io.costspan.cells.Values;
import io.costspan.condition.Conditions;
import io.costspan.usage.Exactness;
import io.costspan.usage.Reasons;
import io.costspan.verdict.EndedCall;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a provider file says about billing.
 *
 * @param evidence fields of which one must have been seen; empty if success alone is billed
 * @param free conditions under which a call is free, by reason
 */
record BillingRule(List<Field> evidence, Map<String, List<Conditions<@Nullable Object[]>>> free) {

  /**
   * Why the provider does not bill the call, null if it does.
   *
   * @param answered whether there was a reply; without one, a missing value means nothing
   */
  @Nullable String freeReason(@Nullable Object[] cells, boolean answered) {
    for (Map.Entry<String, List<Conditions<@Nullable Object[]>>> entry : free.entrySet()) {
      String reason = entry.getKey();
      boolean ofReply = reason.equals(Reasons.FAILED);
      boolean ofNone = reason.equals(Reasons.NO_RESPONSE);
      if (!ofReply && !(ofNone && answered) && holds(entry.getValue(), cells, answered)) {
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
    return Conditions.anyHolds(free.getOrDefault(Reasons.FAILED, List.of()), cells);
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
