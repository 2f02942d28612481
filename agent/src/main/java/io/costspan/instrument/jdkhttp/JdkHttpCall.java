package io.costspan.instrument.jdkhttp;

import io.costspan.exchange.Exchange;
import io.costspan.exchange.Frame;
import io.costspan.exchange.Gate;
import io.costspan.provider.Endpoint;
import io.costspan.provider.Request;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandler;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One AI call inside the private {@code sendAsync}, in which {@code send} and both {@code
 * sendAsync} end, above redirects, authentication and retries.
 */
final class JdkHttpCall {
  private final Exchange exchange;

  /** The request to continue with. */
  final HttpRequest sent;

  /** The handler to continue with. */
  final BodyHandler<?> handler;

  JdkHttpCall(Exchange exchange, HttpRequest request, BodyHandler<?> handler) {
    this.exchange = exchange;
    this.sent = JdkHttpRequestTap.in(request, exchange);
    this.handler = new JdkHttpResponseTap<>(handler, exchange);
  }

  /** Opens a call; null unless the request is an AI call. */
  static @Nullable JdkHttpCall open(HttpRequest request, BodyHandler<?> handler) {
    URI uri = request.uri();
    Endpoint endpoint = Gate.endpoint(uri.getHost(), uri.getPort());
    if (endpoint == null) {
      Gate.overhear(uri.getScheme(), uri.getHost(), uri.getPort(), uri.getRawPath());
      return null;
    }
    Exchange exchange = Gate.open(endpoint, head(request));
    return exchange == null ? null : new JdkHttpCall(exchange, request, handler);
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

  void failed(@Nullable Throwable cause) {
    exchange.failed(cause);
  }

  /**
   * Observes failures before the head of the response. The application's future is not replaced,
   * and retains nothing of the application for longer: neither request nor handler.
   */
  void answered(CompletableFuture<?> future) {
    Exchange watched = exchange;
    future.whenComplete((response, failure) -> failIf(watched, failure));
  }

  private static void failIf(Exchange watched, @Nullable Throwable failure) {
    if (failure != null) {
      watched.failed(failure);
    }
  }
}
