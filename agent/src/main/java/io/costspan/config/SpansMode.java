package io.costspan.config;

/** Which span gets the attributes of a call; the values of the option {@code spans}. */
public enum SpansMode {
  /** The current span if it already is a GenAI span, otherwise a span of its own. */
  AUTO,
  /** A span of its own for each call. */
  OWN,
  /** The span that is current at the call. */
  CURRENT,
  NONE
}
