package io.costspan.exchange;

import io.costspan.health.Faults;
import io.costspan.health.OwnThreads;
import io.costspan.owner.Callers;
import io.costspan.provider.Endpoint;
import io.costspan.provider.OperationMatch;
import io.costspan.provider.Request;
import java.io.IOException;
import java.time.Instant;
import java.util.function.Consumer;
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

  /**
   * Same as {@link #endpoint(String, int)}, for the hook that opens a call: takes note of one to
   * any other host, if its path is that of a known API.
   *
   * @param url the path of the call, or its whole URL
   */
  public static @Nullable Endpoint endpoint(
      @Nullable String scheme, @Nullable String host, int port, @Nullable String url) {
    Endpoint endpoint = endpoint(host, port);
    if (endpoint == null) {
      overhear(scheme, host, port, url);
    }
    return endpoint;
  }

  /** Same as {@link #endpoint(String, int)}, for a hook besides the one that opens the call. */
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
    if (open == null || OwnThreads.isCurrent()) {
      return null;
    }
    try {
      OperationMatch match = open.match(endpoint, request);
      if (match == null) {
        return null;
      }
      // Here, because each frame between the application and the look for its method costs memory.
      Callers callers = open.callers();
      String caller = callers == null ? null : callers.current();
      return open.frame(endpoint, match, request, caller);
    } catch (Throwable fault) {
      Faults.count("frame", fault);
      return null;
    }
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

  /**
   * Asks whether a call may be sent, before anything is done for it; once, and not for what is sent
   * again because of a redirect, a login or a failure. Advice lets the call fail with what is
   * returned, see {@code Refuses}.
   *
   * @param surroundings see {@link #open(Endpoint, Request, Object)}
   * @param body looked at only if it matters to the answer
   * @return null if it may; else the call has ended as blocked and is not to be opened
   */
  public static @Nullable IOException refuse(
      Endpoint endpoint, Request request, @Nullable Object surroundings, HeldBody body) {
    Exchanges open = exchanges;
    return open == null || OwnThreads.isCurrent()
        ? null
        : open.refuse(endpoint, request, surroundings, body);
  }

  /**
   * Same as {@link #open(Endpoint, Request, Object)}, but asks first whether the call may be sent.
   *
   * @param body see {@link #refuse}
   * @return an {@link Exchange}; an {@link IOException} if the call is refused; null if it is not
   *     to be watched
   */
  public static @Nullable Object admit(
      Endpoint endpoint, Request request, @Nullable Object surroundings, HeldBody body) {
    Exchanges open = exchanges;
    return open == null || OwnThreads.isCurrent()
        ? null
        : open.admit(endpoint, request, surroundings, body);
  }

  /**
   * Tells a callback of the client that its call is refused. If it throws, that is no reason to
   * send the request after all.
   */
  public static void tell(IOException refusal, Consumer<IOException> callback) {
    try {
      callback.accept(refusal);
    } catch (Throwable ofApplication) {
      refusal.addSuppressed(ofApplication);
    }
  }

  /** Whether any call might be refused, so that it must be asked for each. */
  public static boolean mayRefuse() {
    Exchanges open = exchanges;
    return open != null && open.mayRefuse();
  }

  /** Whether any call might be refused now because of its body. */
  public static boolean looksAtBodies() {
    Exchanges open = exchanges;
    return open != null && open.looksAtBodies();
  }

  /**
   * What surrounds a call that this thread makes and that goes on elsewhere, its {@link Frame}
   * included; null if nobody would notice.
   */
  public static @Nullable Object surroundings() {
    Exchanges open = exchanges;
    if (open == null) {
      return null;
    }
    Callers callers = Frame.isOpen() ? null : open.callers();
    return open.surroundings(callers == null ? null : callers.current());
  }

  /**
   * Whose money is spent by a call that this thread makes and carries out itself, as far as the
   * thread knows it. Goes where {@link #surroundings} would go; null if nobody asks.
   */
  public static @Nullable Object noticed() {
    Exchanges open = exchanges;
    if (open == null || OwnThreads.isCurrent()) {
      return null;
    }
    Callers callers = open.callers();
    return open.noticed(callers == null ? null : callers.current());
  }
}
