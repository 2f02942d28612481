package io.costspan.verdict;

import io.costspan.usage.Billing;
import io.costspan.usage.End;
import io.costspan.usage.Reasons;

/** When the job is over that a call belongs to. */
public final class JobEnd {
  private JobEnd() {}

  /**
   * Whether a job is over with the call that belongs to it: it is billed, or a whole reply says
   * that it cost nothing or hides what it cost. A poll that fails or breaks says nothing of its
   * job.
   */
  public static boolean isSeen(Verdict verdict, EndedCall call) {
    return verdict.isBilled()
        || (call.end() == End.COMPLETE
            && call.job() != EndedCall.Job.PENDING
            && isLastWord(verdict, call));
  }

  private static boolean isLastWord(Verdict verdict, EndedCall call) {
    if (!Verdict.succeeded(call.status())) {
      return call.status() != 0 && call.free() != null;
    }
    return call.job() == EndedCall.Job.KNOWN
        || verdict.kind() == Billing.Kind.UNKNOWN
        || Reasons.FAILED.equals(verdict.reason());
  }
}
