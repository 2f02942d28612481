package io.costspan.telemetry.logging;

/** The levels that the libraries use. */
public enum Level {
  SEVERE,
  WARNING,
  INFO,
  FINE,
  FINEST
}
