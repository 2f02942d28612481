package io.costspan.benchmarks.callers;

/** An agent that does nothing: what every agent costs. */
public final class EmptyAgent {
  private EmptyAgent() {}

  /** Does nothing. */
  public static void premain(String arguments) {}
}
