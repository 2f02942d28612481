package io.costspan.benchmarks.process;

/** What is attached to the JVM. */
enum Variant {
  A("no agent"),
  E("empty agent"),
  B("OpenTelemetry agent"),
  C("costspan"),
  D("another build of costspan"),

  /** In JMH only, where nothing is attached, as the next one. */
  N("costspan, which notices neither caller nor owner"),
  F("the JDK's cheapest walk to a method"),

  /** Against A, it tells what differences mean nothing. */
  Z("no agent, once more");

  final String title;

  Variant(String title) {
    this.title = title;
  }

  /** Whether money is expected of it. */
  boolean isOurs() {
    return this == C || this == D;
  }
}
