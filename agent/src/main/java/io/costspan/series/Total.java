package io.costspan.series;

/** What one series of a counter amounts to since the start of the agent. It never decreases. */
public interface Total {
  Labels labels();

  double value();
}
