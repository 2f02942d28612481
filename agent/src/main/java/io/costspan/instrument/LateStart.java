package io.costspan.instrument;

/** The rest of the agent, which is not started until the first client class appears. */
public interface LateStart {
  /**
   * Called when a client class is being loaded: starts the rest once, on one of the agent's
   * threads, and returns.
   */
  void begin();

  /** Waits until the gate is open, so that the first call is not missed, but not forever. */
  void awaitGate();
}
