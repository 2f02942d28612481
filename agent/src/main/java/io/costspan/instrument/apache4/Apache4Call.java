package io.costspan.instrument.apache4;

import io.costspan.exchange.BodyTap;
import io.costspan.exchange.Exchange;
import io.costspan.exchange.Gate;
import io.costspan.instrument.RequestTarget;
import io.costspan.provider.Endpoint;
import io.costspan.usage.Headers;
import org.apache.http.Header;
import org.apache.http.HttpEntity;
import org.apache.http.HttpEntityEnclosingRequest;
import org.apache.http.HttpHost;
import org.apache.http.HttpMessage;
import org.apache.http.HttpRequest;
import org.apache.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/**
 * One AI call inside {@code doExecute}, which all overloads of {@code execute} come to and which
 * has redirects, retries, logins and decompression below it.
 */
final class Apache4Call {
  private final Exchange exchange;
  private final @Nullable RequestEntity watched;
  private final HttpRequest request;

  Apache4Call(Exchange exchange, HttpRequest request) {
    this.exchange = exchange;
    this.request = request;
    this.watched = RequestEntity.put(request, exchange);
  }

  /** Null unless the request is an AI call. */
  static @Nullable Apache4Call open(@Nullable HttpHost target, HttpRequest request) {
    Endpoint endpoint = TargetHost.endpoint(target, request);
    if (endpoint == null) {
      return null;
    }
    RequestTarget asked = RequestTarget.of(request.getRequestLine().getUri());
    Exchange exchange =
        Gate.open(
            endpoint,
            request.getRequestLine().getMethod(),
            asked.path(),
            asked.query(),
            headersOf(request));
    return exchange == null ? null : new Apache4Call(exchange, request);
  }

  void failed(@Nullable Throwable cause) {
    restoreRequest();
    exchange.failed(cause);
  }

  void answered(HttpResponse response) {
    restoreRequest();
    BodyTap tap =
        exchange.responseBody(response.getStatusLine().getStatusCode(), headersOf(response));
    HttpEntity entity = response.getEntity();
    if (entity == null || entity.getContentLength() == 0) {
      tap.end();
    } else {
      response.setEntity(new ResponseEntity(entity, tap));
    }
  }

  private void restoreRequest() {
    if (watched != null) {
      watched.takeFrom((HttpEntityEnclosingRequest) request);
    }
  }

  private static Headers headersOf(HttpMessage message) {
    return name -> {
      Header header = message.getFirstHeader(name);
      return header == null ? null : header.getValue();
    };
  }
}
