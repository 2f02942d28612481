package io.costspan.pipeline;

import io.costspan.usage.CallStart;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Shows calls as metrics and spans. */
public interface Telemetry {
  /** No metrics and no spans. */
  Telemetry NONE = start -> call -> null;

  /** Records the context of a call that begins. Runs on the application's thread. */
  Begun begin(CallStart start);

  /** Shows a call that has no span, on metrics only. */
  default void record(RatedCall call) {}

  /** Sends what has not been sent yet, at exit, for at most {@code limit}. */
  default void flush(Duration limit) {}

  /** A call under way, as telemetry sees it. */
  @FunctionalInterface
  interface Begun {
    /** Shows the call, once. Returns the span that carries its money, or null if there is none. */
    @Nullable SpanRef end(RatedCall call);
  }
}
