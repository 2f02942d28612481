package io.costspan.instrument.jdkhttp;

import io.costspan.exchange.Exchange;
import io.costspan.exchange.Frame;
import io.costspan.exchange.Gate;
import io.costspan.exchange.HeldBody;
import io.costspan.exchange.Links;
import io.costspan.provider.Endpoint;
import io.costspan.provider.Request;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One AI call, above redirects, logins and retries. The JDK's own objects for it are {@code
 * MultiExchange}, and one {@code Exchange} for each request that is not merely a repetition.
 */
final class JdkHttpCall extends JdkLinked<JdkHttpCall> {
  /** The calls that the client has not answered yet, by the JDK's own objects. */
  private static final Links<JdkHttpCall> UNDER_WAY = new Links<>();

  /** The calls that are not to be sent. */
  private static final Links<IOException> REFUSED = new Links<>();

  private final Exchange exchange;

  // Of the request, which is not retained.
  private final @Nullable String type;
  private final @Nullable String coding;

  private volatile @Nullable JdkHttpHop hop;

  JdkHttpCall(Exchange exchange, HttpHeaders request) {
    JdkHeaders headers = new JdkHeaders(request);
    this.exchange = exchange;
    this.type = headers.get("Content-Type");
    this.coding = headers.get("Content-Encoding");
  }

  /** The AI call to which that object of the JDK belongs, or null. */
  static @Nullable JdkHttpCall of(Object known) {
    return UNDER_WAY.find(known);
  }

  /**
   * The same request whose body can be seen before it is sent, if that may have to be known.
   *
   * @return null if the request is no AI call, or if its body is known anyway
   */
  static @Nullable HttpRequest undecided(HttpRequest request) {
    BodyPublisher body = request.bodyPublisher().orElse(null);
    URI uri = request.uri();
    return body == null
            || body.contentLength() == 0
            || HeldPublisher.holds(body)
            || Gate.glance(uri.getHost(), uri.getPort()) == null
            || !Gate.looksAtBodies()
        ? null
        : HttpRequest.newBuilder(request, (name, value) -> true)
            .method(request.method(), new UndecidedPublisher(body))
            .build();
  }

  /**
   * Opens a call if the request is an AI call.
   *
   * @param copied the JDK's own copy of the request
   * @param multi the JDK's own object for the call, which is noted if the call is refused
   * @param first the JDK's own object for the first request
   */
  static void open(HttpRequest request, Object copied, Object multi, Object first)
      throws Throwable {
    URI uri = request.uri();
    Endpoint endpoint =
        Gate.endpoint(uri.getScheme(), uri.getHost(), uri.getPort(), uri.getRawPath());
    if (endpoint == null || JdkInternals.isWebSocket(copied)) {
      return;
    }
    if (request.bodyPublisher().orElse(null) instanceof UndecidedPublisher body) {
      UndecidedCall.begin(
          endpoint, head(request), body, multi, exchange -> open(exchange, request, multi, first));
      return;
    }
    HeldBody body = Gate.mayRefuse() ? new HeldPublisher(request) : HeldBody.UNSEEN;
    Object admitted = Gate.admit(endpoint, head(request), null, body);
    if (admitted instanceof IOException refusal) {
      REFUSED.put(multi, refusal);
    }
    if (admitted instanceof Exchange exchange) {
      open(exchange, request, multi, first);
    }
  }

  private static JdkHttpCall open(
      Exchange exchange, HttpRequest request, Object multi, Object first) {
    JdkHttpCall call = new JdkHttpCall(exchange, request.headers());
    call.link(multi);
    call.link(first);
    return call;
  }

  /** The exception with which a call fails, null if it may be sent. */
  static @Nullable IOException refusal(Object multi) {
    return REFUSED.find(multi);
  }

  /** Opens a frame; null unless it makes a difference. */
  static @Nullable Frame frame(HttpRequest request) {
    Endpoint endpoint = Gate.glance(request.uri().getHost(), request.uri().getPort());
    return endpoint == null ? null : Gate.frame(endpoint, head(request));
  }

  private static Request head(HttpRequest request) {
    URI uri = request.uri();
    return new Request(
        request.method(), uri.getRawPath(), uri.getRawQuery(), new JdkHeaders(request.headers()));
  }

  /** That object of the JDK belongs to the call. */
  void link(Object known) {
    link(known, this, UNDER_WAY);
  }

  /**
   * A request is sent to the server, for the first time or again.
   *
   * @param on the JDK's own object for that
   */
  void hop(Object on) {
    leaveHop();
    exchange.hop();
    JdkHttpHop begun = new JdkHttpHop(exchange, type, coding);
    begun.link(on);
    hop = begun;
  }

  private void leaveHop() {
    JdkHttpHop left = hop;
    if (left != null) {
      left.forget();
    }
  }

  void head(int status, HttpHeaders headers) {
    JdkHttpHop replied = hop;
    if (replied != null) {
      replied.head(status, new JdkHeaders(headers));
    }
  }

  /** The application is given the reply to the latest request. */
  void answered() {
    forget();
    exchange.answered();
  }

  void failed(@Nullable Throwable cause) {
    forget();
    leaveHop();
    exchange.failed(cause);
  }

  /**
   * Tells what becomes of the call, which nothing else does if there is no body to read.
   *
   * @param internal not the one that the application is given
   */
  void awaitEnd(CompletableFuture<? extends HttpResponse<?>> internal) {
    internal.whenComplete(this::over);
  }

  void over(@Nullable HttpResponse<?> response, @Nullable Throwable failure) {
    if (response == null) {
      failed(failure);
      return;
    }
    JdkHttpHop replied = hop;
    if (replied == null || !replied.hasHead()) {
      // A proxy refused to open a tunnel.
      exchange.responseBody(response.statusCode(), new JdkHeaders(response.headers())).end();
    }
    answered();
  }
}
