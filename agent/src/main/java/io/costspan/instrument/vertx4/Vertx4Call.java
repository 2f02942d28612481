package io.costspan.instrument.vertx4;

import io.costspan.exchange.BodyTap;
import io.costspan.exchange.Gate;
import io.costspan.exchange.HeldBody;
import io.costspan.exchange.MessageHop;
import io.costspan.provider.Endpoint;
import io.costspan.provider.Request;
import io.costspan.wire.Headers;
import io.netty.buffer.ByteBuf;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.HostAndPort;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What happens with one request that Vert.x sends. */
final class Vertx4Call {
  private static final int WINDOW_BYTES = 8192;

  private Vertx4Call() {}

  /**
   * The future of a call that may not be sent; null if it may. As all futures of the client, it is
   * completed in the context of the caller.
   */
  static @Nullable Future<HttpClientRequest> refuse(Object client, RequestOptions options) {
    IOException refusal = refusal(options);
    if (refusal == null) {
      return null;
    }
    Context caller = context(client);
    // Nothing of ours runs later: a fault there would leave the application waiting.
    return caller == null
        ? Future.failedFuture(refusal)
        : Future.fromCompletionStage(CompletableFuture.failedFuture(refusal), caller);
  }

  /** The client's classes have other packages in each version, but all tell their Vert.x. */
  private static @Nullable Context context(Object client) {
    try {
      Vertx vertx = (Vertx) client.getClass().getMethod("vertx").invoke(client);
      return vertx.getOrCreateContext();
    } catch (ReflectiveOperationException untold) {
      return Vertx.currentContext();
    }
  }

  /** Fails a call that may not be sent; returns whether it has failed. */
  static boolean refuse(Promise<?> promise, RequestOptions options) {
    IOException refusal = refusal(options);
    if (refusal == null) {
      return false;
    }
    Gate.tell(refusal, promise::fail);
    return true;
  }

  private static @Nullable IOException refusal(RequestOptions options) {
    Integer port = options.getPort();
    Endpoint endpoint = Gate.glance(options.getHost(), port == null ? -1 : port);
    if (endpoint == null) {
      return null;
    }
    MultiMap headers = options.getHeaders();
    return Gate.refuse(
        endpoint,
        Request.of(
            options.getMethod().name(),
            options.getURI(),
            headers == null ? Headers.NONE : headers::get),
        null,
        HeldBody.UNSEEN);
  }

  /** A request is bound to a connection to that authority. */
  static void begin(Object request, @Nullable Object authority) {
    if (authority instanceof HostAndPort host) {
      begin(request, Gate.endpoint(host.host(), host.port()));
    }
  }

  private static void begin(Object request, @Nullable Endpoint endpoint) {
    if (endpoint != null) {
      new MessageHop(endpoint, null).link(request);
    }
  }

  /** A request of Vert.x 4 is about to be sent. */
  @SuppressWarnings("deprecation") // Vert.x 4 offers the two getters from the beginning to the end.
  static void beginBefore5(HttpClientRequest request) {
    begin(
        request,
        Gate.endpoint(
            scheme(request.connection().isSsl()),
            request.getHost(),
            request.getPort(),
            request.getURI()));
  }

  /** A request of Vert.x 5 to another host is made of these options. */
  static void overhear(RequestOptions options) {
    Integer port = options.getPort();
    Gate.overhear(
        scheme(Boolean.TRUE.equals(options.isSsl())),
        options.getHost(),
        port == null ? -1 : port,
        options.getURI());
  }

  private static String scheme(boolean tls) {
    return tls ? "https" : "http";
  }

  /**
   * What is written next.
   *
   * @param bytes a buffer of Vert.x's or of Netty's
   * @param tunnel whether no request is sent, but a tunnel opened
   */
  static void writes(
      HttpClientRequest request,
      @Nullable MultiMap headers,
      @Nullable Object bytes,
      boolean end,
      boolean tunnel) {
    MessageHop hop = MessageHop.of(request);
    if (hop == null) {
      return;
    }
    if (!hop.isBegun() && !tunnel) {
      Headers head = headers == null ? Headers.NONE : headers::get;
      Request begun = Request.of(request.getMethod().name(), request.getURI(), head);
      hop.head(begun, bytes != null || !end || !begun.isBodiless());
    }
    if (!hop.isBegun()) {
      // A tunnel, or of no interest: it is not asked about again with each piece.
      MessageHop.unlink(request);
      return;
    }
    if (bytes instanceof Buffer buffer) {
      show(buffer, hop.request());
    } else if (bytes instanceof ByteBuf buffer) {
      show(buffer, hop.request());
    }
    if (end) {
      hop.request().end();
    }
  }

  private static void show(ByteBuf bytes, BodyTap tap) {
    if (tap != BodyTap.NONE) {
      for (ByteBuffer part : bytes.nioBuffers()) {
        tap.bytes(part);
      }
    }
  }

  /** By way of a copy, because only Vert.x 4 shows what is behind its buffer. */
  static void show(Buffer bytes, BodyTap tap) {
    int length = tap == BodyTap.NONE ? 0 : bytes.length();
    byte[] window = new byte[Math.min(length, WINDOW_BYTES)];
    for (int at = 0; at < length; at += window.length) {
      int end = Math.min(length, at + window.length);
      bytes.getBytes(at, end, window);
      tap.bytes(window, 0, end - at);
    }
  }
}
