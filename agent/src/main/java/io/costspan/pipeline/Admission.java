package io.costspan.pipeline;

import io.costspan.usage.CallStart;
import org.jspecify.annotations.Nullable;

/** Decides whether a call may be sent. Asked on the application's thread before each call. */
@FunctionalInterface
public interface Admission {
  /** Every call may. */
  Admission ALL = start -> null;

  /**
   * Null if the call may be sent, else the message of the exception with which it fails. Never
   * throws and never blocks.
   */
  @Nullable String refusal(CallStart start);

  /** The same, for a call of which more can be found out. */
  default @Nullable String refusal(CallStart start, Preview preview) {
    return refusal(start);
  }

  /** Whether that may depend on what only the body of a call says. */
  default boolean looksAtBodies() {
    return false;
  }
}
