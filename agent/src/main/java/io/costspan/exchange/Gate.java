package io.costspan.exchange;

import io.costspan.health.Faults;
import io.costspan.health.OwnThreads;
import io.costspan.provider.Endpoint;
import io.costspan.provider.Request;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The gate that every advice asks first. Closed until {@link #install}; calls before that are not
 * watched. No method throws.
 */
public final class Gate {
  private static volatile @Nullable Exchanges exchanges;

  private Gate() {}

  /** Opens the gate. */
  public static void install(Exchanges installed) {
    exchanges = installed;
  }

  /** Closes the gate: from now on no call is watched. */
  public static void close() {
    exchanges = null;
  }

  /**
   * The AI endpoint at that host and port, or null. Allocates nothing for other hosts.
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

  /** Same as {@link #endpoint}, for a hook besides the one that opens the call. */
  public static @Nullable Endpoint glance(@Nullable String host, int port) {
    Exchanges open = exchanges;
    if (open == null) {
      return null;
    }
    try {
      return open.glance(host, port);
    } catch (Throwable fault) {
      Faults.count("gate", fault);
      return null;
    }
  }

  /**
   * Opens a frame around a call, above the place where its bytes are watched. Null if it makes no
   * difference.
   */
  public static @Nullable Frame frame(Endpoint endpoint, Request request) {
    Exchanges open = exchanges;
    return open == null || OwnThreads.isCurrent() ? null : open.frame(endpoint, request);
  }

  /**
   * Takes note of a call to a host that is no AI endpoint. Allocates nothing, unless its path is
   * that of a known API.
   *
   * @param port -1 for the scheme's default
   * @param url the path of the call, or its whole URL
   */
  public static void overhear(
      @Nullable String scheme, @Nullable String host, int port, @Nullable String url) {
    Exchanges open = exchanges;
    if (open == null || host == null || url == null) {
      return;
    }
    try {
      open.overhear(scheme, host, port, url);
    } catch (Throwable fault) {
      Faults.count("gate", fault);
    }
  }

  /**
   * Begins to watch a call. Returns null if it is not an AI call after all, or if it is the agent's
   * own.
   */
  public static @Nullable Exchange open(Endpoint endpoint, Request request) {
    return open(endpoint, request, null);
  }

  /**
   * Begins to watch a call that was made on another thread.
   *
   * @param surroundings those of that thread, null if they are not known
   */
  public static @Nullable Exchange open(
      Endpoint endpoint, Request request, @Nullable Object surroundings) {
    Exchanges open = exchanges;
    return open == null || OwnThreads.isCurrent()
        ? null
        : open.open(endpoint, request, Instant.now(), surroundings);
  }

  /** What surrounds a call that this thread makes; null if nobody would notice. */
  public static @Nullable Object surroundings() {
    Exchanges open = exchanges;
    return open == null ? null : open.surroundings();
  }
}
