package io.costspan.instrument.apache4;

import io.costspan.exchange.ClientCall;
import io.costspan.exchange.Frame;
import io.costspan.exchange.Gate;
import io.costspan.exchange.HeldBody;
import io.costspan.provider.Endpoint;
import io.costspan.provider.Request;
import io.costspan.wire.Headers;
import org.apache.http.Header;
import org.apache.http.HttpHost;
import org.apache.http.HttpMessage;
import org.apache.http.HttpRequest;
import org.apache.http.HttpResponse;
import org.apache.http.RequestLine;
import org.jspecify.annotations.Nullable;

/** What happens in {@code doExecute} and on the connections that it uses. */
final class Apache4Call {
  /** How the client's cache names itself in the header {@code Via} of all that passes it. */
  private static final String CACHE = "(Apache-HttpClient/";

  private Apache4Call() {}

  /** See {@link ClientCall#begin(Endpoint, Request, HeldBody)}. */
  static @Nullable Object begin(@Nullable HttpHost target, HttpRequest request) {
    Endpoint endpoint = TargetHost.endpoint(target, request);
    return endpoint == null
        ? ClientCall.begin(null)
        : ClientCall.begin(endpoint, head(request), HeldEntity.of(request));
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

  static void sends(ClientCall call, Object connection, HttpRequest request) {
    call.hop(connection, request.getRequestLine().getMethod(), headersOf(request));
  }

  static void receives(ClientCall call, HttpResponse head) {
    call.head(head.getStatusLine().getStatusCode(), headersOf(head), coding -> null);
  }

  static void answered(ClientCall call, HttpResponse response) {
    Header via = response.getLastHeader("Via");
    boolean passedCache = via != null && via.getValue() != null && via.getValue().contains(CACHE);
    call.answered(response.getStatusLine().getStatusCode(), headersOf(response), passedCache);
  }

  private static Headers headersOf(HttpMessage message) {
    return name -> {
      Header header = message.getFirstHeader(name);
      return header == null ? null : header.getValue();
    };
  }
}
