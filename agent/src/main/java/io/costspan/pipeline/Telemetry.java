package io.costspan.pipeline;

import io.costspan.usage.CallStart;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Where calls are shown as metrics and spans. */
public interface Telemetry {
  /** No metrics and no spans. */
  Telemetry NONE = start -> call -> null;

  /** Notes the surroundings of a call that begins, on the application's thread. */
  Begun begin(CallStart start);

  /** Shows a call that no span stands for: its money is on metrics alone. */
  default void record(RatedCall call) {}

  /** Sends what is not sent yet, for no longer than that; at exit. */
  default void flush(Duration limit) {}

  /** A call that telemetry knows to be under way. */
  @FunctionalInterface
  interface Begun {
    /** Shows the call, once; the span that carries its money, or null without one. */
    @Nullable SpanRef end(RatedCall call);
  }
}
