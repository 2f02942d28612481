package io.costspan.pipeline;

/** Something that shows rated calls: telemetry, ledger, receipt. Must not block and not throw. */
public interface CallOutput {
  void accept(RatedCall call);
}
