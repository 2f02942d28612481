package io.costspan.benchmarks.process;

/** What is attached to the JVM. */
enum Variant {
  A("no agent"),
  E("empty agent"),
  B("OpenTelemetry agent"),
  C("costspan"),
  D("another build of costspan"),

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
