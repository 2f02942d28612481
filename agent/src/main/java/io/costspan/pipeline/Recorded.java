package io.costspan.pipeline;

/** A call of which a recording is being made. Must neither block nor throw. */
public interface Recorded {
  /** The call has ended; it may be a while until it is rated. */
  void ended();

  /** Completes the recording. */
  void rated(RatedCall call);
}
