package io.costspan.home;

import org.jspecify.annotations.Nullable;

/** A trace that is under way around a call. */
public interface Trace {
  /** In lower-case hexadecimal; known also if the trace is not sampled. */
  String id();

  /**
   * The span with which the trace begins in this JVM, to be enriched. If its SDK does not tell
   * which one that is, the span around the call. Null if it is another one that is not known from
   * here, or if nobody will see it.
   */
  @Nullable OpenSpan root();
}
