package io.costspan.verdict;

import io.costspan.usage.Billing;
import io.costspan.usage.End;
import io.costspan.usage.Reasons;

/** Decides when the job to which a call belongs is over. */
public final class JobEnd {
  private JobEnd() {}

  /**
   * Whether a job is over with a call that belongs to it: the call is billed or shows work that is
   * not billed singly, or a complete reply says that the job cost nothing or does not reveal what
   * it cost. A poll that fails or breaks says nothing about its job.
   */
  public static boolean isSeen(Verdict verdict, EndedCall call) {
    return verdict.showsWork()
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
