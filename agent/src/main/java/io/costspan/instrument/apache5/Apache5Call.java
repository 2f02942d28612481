package io.costspan.instrument.apache5;

import io.costspan.exchange.BodyTap;
import io.costspan.exchange.Exchange;
import io.costspan.exchange.Frame;
import io.costspan.exchange.Gate;
import io.costspan.provider.Endpoint;
import io.costspan.provider.Request;
import io.costspan.wire.Headers;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.MessageHeaders;
import org.apache.hc.core5.net.NamedEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * One AI call inside {@code doExecute}, in which all overloads of {@code execute} end, above
 * redirects, retries, authentication and decompression.
 */
final class Apache5Call {
  private final Exchange exchange;

  /**
   * Null if the request has no body; otherwise set as its entity until {@code doExecute} is left.
   */
  final @Nullable Apache5RequestTap watched;

  Apache5Call(Exchange exchange, ClassicHttpRequest request) {
    this.exchange = exchange;
    this.watched = Apache5RequestTap.of(request, exchange);
  }

  /** Opens a call; null unless the request is an AI call. */
  static @Nullable Apache5Call open(@Nullable HttpHost target, ClassicHttpRequest request) {
    NamedEndpoint host = target == null ? request.getAuthority() : target;
    if (host == null) {
      return null;
    }
    Endpoint endpoint = Gate.endpoint(host.getHostName(), host.getPort());
    if (endpoint == null) {
      String scheme = target == null ? request.getScheme() : target.getSchemeName();
      Gate.overhear(scheme, host.getHostName(), host.getPort(), request.getPath());
      return null;
    }
    Exchange exchange = Gate.open(endpoint, head(request));
    return exchange == null ? null : new Apache5Call(exchange, request);
  }

  /**
   * Opens a frame; null unless it makes a difference.
   *
   * @param first the host, or the request
   * @param second may be the request
   */
  static @Nullable Frame frame(@Nullable Object first, @Nullable Object second) {
    Object asked = first instanceof ClassicHttpRequest ? first : second;
    if (!(asked instanceof ClassicHttpRequest request)) {
      return null;
    }
    NamedEndpoint host = first instanceof HttpHost target ? target : request.getAuthority();
    Endpoint endpoint = host == null ? null : Gate.glance(host.getHostName(), host.getPort());
    return endpoint == null ? null : Gate.frame(endpoint, head(request));
  }

  private static Request head(ClassicHttpRequest request) {
    return Request.of(request.getMethod(), request.getPath(), headersOf(request));
  }

  void failed(@Nullable Throwable cause) {
    exchange.failed(cause);
  }

  void answered(ClassicHttpResponse response) {
    HttpEntity entity = response.getEntity();
    Headers headers = headersOf(response);
    if (entity == null || entity.getContentLength() == 0) {
      exchange.responseBody(response.getCode(), headers).end();
    } else {
      BodyTap tap = exchange.responseBody(response.getCode(), decoded(headers, entity));
      response.setEntity(new Apache5ResponseTap(entity, tap));
    }
  }

  /**
   * From 5.6 on, the client keeps the header even if it has decompressed the body; the entity
   * knows.
   */
  private static Headers decoded(Headers headers, HttpEntity entity) {
    return name ->
        name.equalsIgnoreCase("Content-Encoding") ? entity.getContentEncoding() : headers.get(name);
  }

  private static Headers headersOf(MessageHeaders message) {
    return name -> {
      Header header = message.getFirstHeader(name);
      return header == null ? null : header.getValue();
    };
  }
}
