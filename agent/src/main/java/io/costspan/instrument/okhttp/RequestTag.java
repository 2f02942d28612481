package io.costspan.instrument.okhttp;

import io.costspan.exchange.Exchange;
import io.costspan.exchange.Gate;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.Sink;
import org.jspecify.annotations.Nullable;

/**
 * Carries the exchange with the request through redirects and authentication to the connection,
 * where the body is watched as it is written. A wrapped body would do the same, but network
 * interceptors and authenticators would see it, and casts to their own body type would fail.
 */
final class RequestTag {
  private RequestTag() {}

  static Request put(Request request, Exchange exchange) {
    return request.newBuilder().tag(Exchange.class, exchange).build();
  }

  /** The sink that a request body is to be written to. */
  static Sink watch(Sink sink, Request request, boolean duplex) {
    Exchange exchange = duplex ? null : exchangeOf(request);
    return exchange == null
        ? sink
        : new OkHttpRequestTap(
            sink, exchange.requestBody(contentType(request), request.header("Content-Encoding")));
  }

  /** OkHttp 5 allocates when asked for a tag, so the gate is asked first. */
  private static @Nullable Exchange exchangeOf(Request request) {
    return Gate.glance(request.url().host(), request.url().port()) == null
        ? null
        : request.tag(Exchange.class);
  }

  private static @Nullable String contentType(Request request) {
    RequestBody body = request.body();
    return body == null || body.contentType() == null
        ? request.header("Content-Type")
        : body.contentType().toString();
  }
}
