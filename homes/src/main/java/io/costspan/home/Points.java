package io.costspan.home;

/** Receives the points of a metric. */
@FunctionalInterface
public interface Points {
  void add(Tags tags, double value);
}
