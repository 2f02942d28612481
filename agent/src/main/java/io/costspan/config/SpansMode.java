package io.costspan.config;

/** Where a call's attributes stand in traces; the values of the option {@code spans}. */
public enum SpansMode {
  /** The current span if it is a GenAI span already, else an own one. */
  AUTO,
  /** A span of its own for each call. */
  OWN,
  /** The span that is current at the call. */
  CURRENT,
  NONE
}
