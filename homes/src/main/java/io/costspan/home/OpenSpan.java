package io.costspan.home;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A span that a call is shown on. */
public interface OpenSpan {
  /** Whether anybody will see what is put here. */
  boolean isRecording();

  /** Whether somebody else began it, and will end it. */
  boolean isForeign();

  /**
   * Makes it the parent of the spans that this thread begins, until the result is closed; null if
   * it already is.
   */
  @Nullable AutoCloseable makeCurrent();

  /** Where it stands, for metrics of the same home. */
  Object context();

  /**
   * Puts an attribute.
   *
   * @param value a String, Long, Double, Boolean, a list of strings, or an amount of money
   */
  void put(String attribute, Object value);

  /**
   * Puts everything that is to be said of the call, perhaps later, and ends the span, unless
   * somebody else will.
   */
  void end(Description call, Instant at);

  /** In lower-case hexadecimal; null if the trace is not sampled. */
  @Nullable String traceId();

  String spanId();
}
