package io.costspan.instrument.vertx4;

import io.costspan.exchange.BodyTap;
import io.costspan.exchange.Gate;
import io.costspan.exchange.HeldBody;
import io.costspan.exchange.LaterBody;
import io.costspan.exchange.Links;
import io.costspan.exchange.MessageHop;
import io.costspan.provider.Endpoint;
import io.costspan.provider.Request;
import io.costspan.wire.Headers;
import io.netty.buffer.ByteBuf;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.HostAndPort;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What happens with one request that Vert.x sends. */
final class Vertx4Call {
  /** Requests that are not to be sent, and what they failed with. */
  private static final Links<IOException> REFUSED = new Links<>();

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
        new LaterBody());
  }

  /**
   * Asks again before the first bytes of a request are written. A request that is not to be sent
   * fails as one whose connection breaks, and gives the connection back.
   *
   * @param bytes see {@link #writes}
   * @return whether it has failed, now or earlier
   */
  static boolean refuse(
      HttpClientRequest request, @Nullable MultiMap headers, @Nullable Object bytes, boolean end) {
    if (REFUSED.find(request) != null) {
      return true;
    }
    MessageHop hop = MessageHop.of(request);
    if (hop == null || hop.isBegun()) {
      return false;
    }
    HeldBody body =
        bytes == null || !isGivenBack(request.connection())
            ? HeldBody.UNSEEN
            : new FirstPiece(bytes, end);
    IOException refusal = hop.refuse(head(request, headers), body);
    if (refusal == null) {
      return false;
    }
    REFUSED.put(request, refusal);
    MessageHop.unlink(request);
    fail(request, refusal);
    return true;
  }

  /** What the application's handlers throw is no reason to send the request after all. */
  private static void fail(HttpClientRequest request, IOException refusal) {
    try {
      VertxInternals.fail(request, refusal);
    } catch (Throwable ofHandler) {
      refusal.addSuppressed(ofHandler);
    }
  }

  /** Tells what waits for a write that the request has failed. */
  @SuppressWarnings("unchecked") // what Vert.x 4 declares
  static void tell(HttpClientRequest request, @Nullable Object written) {
    IOException refusal = REFUSED.find(request);
    if (written != null && refusal != null) {
      Gate.tell(
          refusal, cause -> ((Handler<Future<Void>>) written).handle(Future.failedFuture(cause)));
    }
  }

  /**
   * Whether a request that is reset before its head is written leaves room for the next one on that
   * connection. With HTTP/2, Vert.x forgets to count it as closed, and the connection fills up.
   */
  private static boolean isGivenBack(HttpConnection connection) {
    return connection.getWindowSize() < 0
        && !connection.getClass().getSimpleName().startsWith("Http2");
  }

  /** What the future of a write fails with if the request has failed. */
  static Future<Void> failed(HttpClientRequest request) {
    return request.response().mapEmpty();
  }

  private static Request head(HttpClientRequest request, @Nullable MultiMap headers) {
    return Request.of(
        request.getMethod().name(),
        request.getURI(),
        headers == null ? Headers.NONE : headers::get);
  }

  /** What the application writes first. */
  private record FirstPiece(Object bytes, boolean isAll) implements HeldBody {
    @Override
    public boolean show(BodyTap tap) {
      Vertx4Call.showEither(bytes, tap);
      return isAll;
    }
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
      Request begun = head(request, headers);
      hop.head(begun, bytes != null || !end || !begun.isBodiless());
    }
    if (!hop.isBegun()) {
      // A tunnel, or of no interest: it is not asked about again with each piece.
      MessageHop.unlink(request);
      return;
    }
    showEither(bytes, hop.request());
    if (end) {
      hop.request().end();
    }
  }

  private static void showEither(@Nullable Object bytes, BodyTap tap) {
    if (bytes instanceof Buffer buffer) {
      show(buffer, tap);
    } else if (bytes instanceof ByteBuf buffer) {
      show(buffer, tap);
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
