package io.costspan.config;

/**
 * Where the application's method stands that made a call; the values of the option {@code caller}.
 */
public enum CallerMode {
  OFF,
  /** On the span and in the ledger. */
  SPAN,
  /** There, and on metrics. */
  METRICS
}
