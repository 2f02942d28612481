package io.costspan.benchmarks.process;

/**
 * An agent that does nothing: what every agent costs. It is in its own jar only, at the end of the
 * class path as every agent is: where the programs are, it would be found before their libraries
 * are opened.
 */
public final class EmptyAgent {
  private EmptyAgent() {}

  /** Does nothing. */
  public static void premain(String arguments) {}
}
