package io.costspan.instrument.apache4;

import io.costspan.exchange.BodyTap;
import io.costspan.exchange.Exchange;
import io.costspan.exchange.Frame;
import io.costspan.exchange.Gate;
import io.costspan.provider.Endpoint;
import io.costspan.provider.Request;
import io.costspan.wire.Headers;
import org.apache.http.Header;
import org.apache.http.HttpEntity;
import org.apache.http.HttpHost;
import org.apache.http.HttpMessage;
import org.apache.http.HttpRequest;
import org.apache.http.HttpResponse;
import org.apache.http.RequestLine;
import org.jspecify.annotations.Nullable;

/**
 * One AI call inside {@code doExecute}, in which all overloads of {@code execute} end, above
 * redirects, retries, authentication and decompression.
 */
final class Apache4Call {
  private final Exchange exchange;

  /**
   * Null if the request has no body; otherwise set as its entity until {@code doExecute} is left.
   */
  final @Nullable Apache4RequestTap watched;

  Apache4Call(Exchange exchange, HttpRequest request) {
    this.exchange = exchange;
    this.watched = Apache4RequestTap.of(request, exchange);
  }

  /** Opens a call; null unless the request is an AI call. */
  static @Nullable Apache4Call open(@Nullable HttpHost target, HttpRequest request) {
    Endpoint endpoint = TargetHost.endpoint(target, request);
    if (endpoint == null) {
      return null;
    }
    Exchange exchange = Gate.open(endpoint, head(request));
    return exchange == null ? null : new Apache4Call(exchange, request);
  }

  /**
   * Opens a frame; null unless it makes a difference.
   *
   * @param first the host, or the request
   * @param second may be the request
   */
  static @Nullable Frame frame(@Nullable Object first, @Nullable Object second) {
    Object asked = first instanceof HttpRequest ? first : second;
    if (!(asked instanceof HttpRequest request)) {
      return null;
    }
    Endpoint endpoint = TargetHost.glance(first instanceof HttpHost host ? host : null, request);
    return endpoint == null ? null : Gate.frame(endpoint, head(request));
  }

  private static Request head(HttpRequest request) {
    RequestLine line = request.getRequestLine();
    return Request.of(line.getMethod(), line.getUri(), headersOf(request));
  }

  void failed(@Nullable Throwable cause) {
    exchange.failed(cause);
  }

  void answered(HttpResponse response) {
    BodyTap tap =
        exchange.responseBody(response.getStatusLine().getStatusCode(), headersOf(response));
    HttpEntity entity = response.getEntity();
    if (entity == null || entity.getContentLength() == 0) {
      tap.end();
    } else {
      response.setEntity(new Apache4ResponseTap(entity, tap));
    }
  }

  private static Headers headersOf(HttpMessage message) {
    return name -> {
      Header header = message.getFirstHeader(name);
      return header == null ? null : header.getValue();
    };
  }
}
