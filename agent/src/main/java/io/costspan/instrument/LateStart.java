package io.costspan.instrument;

/** The rest of the agent, which stays asleep until the first client class shows up. */
public interface LateStart {
  /** A client class is being loaded: starts the rest on a thread of ours, once, and returns. */
  void begin();

  /** Waits until the gate is open, so that the first call is not missed; not for ever. */
  void awaitGate();
}
