package io.costspan.exchange;

import io.costspan.health.Faults;
import io.costspan.health.OwnThreads;
import io.costspan.provider.Endpoint;
import io.costspan.provider.Request;
import org.jspecify.annotations.Nullable;

/**
 * The door that every advice knocks at first. Closed until {@link #install}, so that a call before
 * that is none of ours. No method throws.
 */
public final class Gate {
  private static volatile @Nullable Exchanges exchanges;

  private Gate() {}

  /** Opens the gate. */
  public static void install(Exchanges installed) {
    exchanges = installed;
  }

  /** Closes it again: from now on no call is ours. */
  public static void close() {
    exchanges = null;
  }

  /**
   * Whether that host speaks AI; allocates nothing for those that do not.
   *
   * @param port -1 for the scheme's default
   */
  public static @Nullable Endpoint endpoint(@Nullable String host, int port) {
    Exchanges open = exchanges;
    if (open == null) {
      return null;
    }
    try {
      return open.endpoint(host, port);
    } catch (Throwable fault) {
      Faults.count("gate", fault);
      return null;
    }
  }

  /** Begins to watch a call; null if it is no AI call after all, or the agent's own. */
  public static @Nullable Exchange open(Endpoint endpoint, Request request) {
    Exchanges open = exchanges;
    return open == null || OwnThreads.isCurrent() ? null : open.open(endpoint, request);
  }
}
