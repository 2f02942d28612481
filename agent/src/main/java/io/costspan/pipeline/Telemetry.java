package io.costspan.pipeline;

import io.costspan.home.Trace;
import io.costspan.usage.CallStart;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Shows calls as metrics and spans. */
public interface Telemetry {
  /** No metrics and no spans. */
  Telemetry NONE = (start, surroundings) -> call -> null;

  /**
   * Records the context of a call that begins. Runs on the application's thread.
   *
   * @param surroundings see {@link Calls#begin(CallStart, Object)}
   */
  Begun begin(CallStart start, @Nullable Object surroundings);

  /** See {@link Calls#surroundings}. */
  default @Nullable Object surroundings() {
    return null;
  }

  /**
   * The trace that surrounds a call which begins now; null if none does.
   *
   * @param surroundings as for {@link #begin}
   */
  default @Nullable Trace trace(@Nullable Object surroundings) {
    return null;
  }

  /** See {@link Calls#baggage}. */
  default @Nullable String baggage(String key) {
    return null;
  }

  /** See {@link Calls#areSurrounded}. */
  default boolean surroundsCalls() {
    return false;
  }

  /** Shows a call that has no span, on metrics only. */
  default void record(RatedCall call) {}

  /** Sends what has not been sent yet, at exit, for at most {@code limit}. */
  default void flush(Duration limit) {}

  /** A call under way, as telemetry sees it. */
  @FunctionalInterface
  interface Begun {
    /** See {@link OpenCall#enter}. */
    default @Nullable AutoCloseable enter() {
      return null;
    }

    /** Shows the call, once. Returns the span that carries its money, or null if there is none. */
    @Nullable SpanRef end(RatedCall call);
  }
}
