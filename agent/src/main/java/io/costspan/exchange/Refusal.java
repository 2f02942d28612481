package io.costspan.exchange;

import io.costspan.pipeline.CallFacts;
import io.costspan.pipeline.OpenCall;
import io.costspan.reading.Jobs;
import io.costspan.usage.Billing;
import io.costspan.usage.CallStart;
import io.costspan.usage.End;
import io.costspan.usage.Reasons;
import io.costspan.usage.UsageRecord;
import java.io.IOException;
import java.util.Arrays;

/**
 * A call that may not be sent: the exception with which it fails, which is the JDK's, because
 * applications cannot know classes of the agent, and its record.
 */
final class Refusal {
  private static final String OWN = "io.costspan.";

  /** Where {@code Java5Linkage} puts its methods. */
  private static final String OWN_METHOD = "costspan$";

  private Refusal() {}

  /** An exception whose stack trace begins where the client would have gone on. */
  static IOException of(String message) {
    IOException refusal = new IOException(message);
    refusal.setStackTrace(
        Arrays.stream(refusal.getStackTrace())
            .dropWhile(Refusal::isOwn)
            .toArray(StackTraceElement[]::new));
    return refusal;
  }

  private static boolean isOwn(StackTraceElement frame) {
    return frame.getClassName().startsWith(OWN)
        || frame.getClassName().startsWith("java.lang.invoke.")
        || frame.getMethodName().startsWith(OWN_METHOD);
  }

  /** Ends a call that has begun. */
  static void end(OpenCall call, BodyPreview preview, CallStart start, IOException refusal) {
    CallFacts facts =
        new CallFacts(
            start.startedAt(),
            0,
            start.serverAddress(),
            start.serverPort(),
            0,
            false,
            refusal.getClass().getName());
    call.end(facts, usage(preview, start));
  }

  /** With the model, and the user, if the URL names it or the body was looked at. */
  private static UsageRecord usage(BodyPreview preview, CallStart start) {
    Jobs nobodys = new Jobs((begun, usage) -> {});
    UsageRecord usage =
        preview
            .reader()
            .finish(End.NOT_SENT, false, start, nobodys)
            .withBilling(Billing.free(Reasons.BUDGET));
    String user = preview.knownUser();
    return user == null ? usage : usage.of(user);
  }
}
