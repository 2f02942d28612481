package io.costspan.instrument.okhttp;

import io.costspan.exchange.BodyTap;
import io.costspan.exchange.Exchange;
import io.costspan.exchange.Gate;
import io.costspan.provider.Endpoint;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** One AI call between the application's interceptors and OkHttp's own. */
final class OkHttpCall {
  private static final int SWITCHING_PROTOCOLS = 101;
  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;

  private final Exchange exchange;
  final Request asked;

  /** The request to pass on; its body is the application's own. */
  final Request sent;

  OkHttpCall(Exchange exchange, Request asked) {
    this.exchange = exchange;
    this.asked = asked;
    this.sent = asked.body() == null ? asked : RequestTag.put(asked, exchange);
  }

  /**
   * Opens a call; null unless the request is an AI call.
   *
   * @param of the call as OkHttp knows it
   */
  static @Nullable OkHttpCall open(Request request, Object of) {
    HttpUrl url = request.url();
    Endpoint endpoint = Gate.endpoint(url.host(), url.port());
    if (endpoint == null) {
      // The whole URL is at hand, while its path would be a copy.
      Gate.overhear(url.scheme(), url.host(), url.port(), url.toString());
      return null;
    }
    if (request.header("Sec-WebSocket-Key") != null) {
      return null;
    }
    Exchange exchange =
        Gate.open(
            endpoint,
            new io.costspan.provider.Request(
                request.method(), url.encodedPath(), url.encodedQuery(), request::header),
            Enqueued.take(of));
    return exchange == null ? null : new OkHttpCall(exchange, request);
  }

  /** See {@link Exchange#enter}. */
  @Nullable AutoCloseable enter() {
    return exchange.enter();
  }

  void failed(@Nullable Throwable cause) {
    exchange.failed(cause);
  }

  /**
   * Watches the response.
   *
   * @param answer the response for the application, whose body is replaced by a watched one
   */
  void answered(Response response, Response.Builder answer) {
    if (response.code() == SWITCHING_PROTOCOLS) {
      exchange.responseBody(SWITCHING_PROTOCOLS, response::header).end();
      return;
    }
    if (isFromCache(response)) {
      exchange.servedFromCache();
      return;
    }
    BodyTap tap = exchange.responseBody(response.code(), response::header);
    if (hasNoBody(response)) {
      tap.end();
    } else {
      answer.body(new OkHttpResponseTap(response.body(), tap));
    }
  }

  private static boolean isFromCache(Response response) {
    Response network = response.networkResponse();
    return network == null || (response.cacheResponse() != null && network.code() == NOT_MODIFIED);
  }

  private static boolean hasNoBody(Response response) {
    return response.request().method().equals("HEAD")
        || response.code() == NO_CONTENT
        || response.body().contentLength() == 0;
  }
}
