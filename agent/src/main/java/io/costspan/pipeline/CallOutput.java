package io.costspan.pipeline;

/** Shows rated calls: telemetry, ledger, receipt. Must neither block nor throw. */
public interface CallOutput {
  void accept(RatedCall call);
}
