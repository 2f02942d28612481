package io.costspan.exchange;

import io.costspan.exchange.AsideTap.Decoders;
import io.costspan.provider.Endpoint;
import io.costspan.provider.Request;
import io.costspan.wire.Headers;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A call of a client that sends and receives on the thread that called it. What the thread does
 * meanwhile belongs to the call, or to another one within it. No method throws unless its arguments
 * do.
 */
public final class ClientCall {
  private static final Links<ClientCall> BY_THREAD = new Links<>();

  private static final int NOT_MODIFIED = 304;

  private final @Nullable Exchange exchange;
  private final @Nullable ClientCall outer;
  private @Nullable StreamHop hop;
  private int status;

  private ClientCall(@Nullable Exchange exchange, @Nullable ClientCall outer) {
    this.exchange = exchange;
    this.outer = outer;
  }

  /**
   * Begins a call on this thread.
   *
   * @param exchange null for a call that is no AI call
   * @return null if the call is of no interest
   */
  public static @Nullable ClientCall begin(@Nullable Exchange exchange) {
    ClientCall outer = current();
    if (exchange == null && outer == null) {
      return null;
    }
    ClientCall call = new ClientCall(exchange, outer);
    BY_THREAD.remove(Thread.currentThread());
    BY_THREAD.put(Thread.currentThread(), call);
    return call;
  }

  /**
   * Begins an AI call on this thread, if it may be sent.
   *
   * @param body see {@link Gate#refuse}
   * @return the {@link ClientCall}; an {@link IOException} if it is refused; null if the call is of
   *     no interest
   */
  public static @Nullable Object begin(Endpoint endpoint, Request request, HeldBody body) {
    Object admitted = Gate.admit(endpoint, request, null, body);
    return admitted instanceof IOException ? admitted : begin((Exchange) admitted);
  }

  /** The call that this thread is carrying out, or null. */
  public static @Nullable ClientCall current() {
    return BY_THREAD.find(Thread.currentThread());
  }

  /** The thread leaves the call. */
  public void leave() {
    BY_THREAD.remove(Thread.currentThread());
    if (outer != null) {
      BY_THREAD.put(Thread.currentThread(), outer);
    }
  }

  /** The thread begins to send a request. */
  public void hop(Object connection, String method, Headers request) {
    status = 0;
    // Through a proxy, a tunnel is opened first.
    hop =
        exchange == null || method.equals("CONNECT")
            ? null
            : new StreamHop(exchange, connection, method, request);
  }

  /** The request that is sent or answered, or null. */
  public @Nullable StreamHop hop() {
    return hop;
  }

  /**
   * The head of a reply has arrived.
   *
   * @param decoders what the client undoes codings with
   */
  public void head(int status, Headers reply, Decoders decoders) {
    if (hop != null) {
      this.status = status;
      hop.head(status, reply, decoders);
    }
  }

  /** The client throws. */
  public void failed(@Nullable Throwable cause) {
    if (hop != null) {
      hop.end();
    }
    if (exchange != null) {
      exchange.failed(cause);
    }
  }

  /**
   * The client returns a reply.
   *
   * @param fromCache whether it looks like one that a cache has stored
   */
  public void answered(int status, Headers reply, boolean fromCache) {
    if (exchange == null) {
      return;
    }
    if (this.status == NOT_MODIFIED && status != NOT_MODIFIED || this.status == 0 && fromCache) {
      exchange.servedFromCache();
      return;
    }
    if (this.status == 0) {
      // The client has a connection of its own kind, on which nothing was seen.
      exchange.requestUnseen();
      exchange.responseBody(status, reply).close();
    }
    exchange.answered();
  }
}
