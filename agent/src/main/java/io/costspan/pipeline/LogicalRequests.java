package io.costspan.pipeline;

import io.costspan.home.Trace;
import org.jspecify.annotations.Nullable;

/** Knows to which logical request a call belongs. Asked on the application's thread. */
public interface LogicalRequests {
  /** Knows of none. */
  LogicalRequests NONE = (trace, served) -> null;

  /**
   * The request in which a call is made; null if it is in none that is known.
   *
   * @param trace that surrounds the call, null if none does
   * @param served what the thread served that made the call and passed it on; null for this thread
   */
  @Nullable LogicalRequest of(@Nullable Trace trace, @Nullable LogicalRequest served);

  /** What this thread serves; null if that is not known. */
  default @Nullable LogicalRequest served() {
    return null;
  }

  /** A call begins in no request that is known. */
  default void missed() {}
}
