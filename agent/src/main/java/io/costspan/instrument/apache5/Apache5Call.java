package io.costspan.instrument.apache5;

import io.costspan.exchange.ClientCall;
import io.costspan.exchange.Frame;
import io.costspan.exchange.Gate;
import io.costspan.exchange.HeldBody;
import io.costspan.provider.Endpoint;
import io.costspan.provider.Request;
import io.costspan.wire.Headers;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.MessageHeaders;
import org.apache.hc.core5.net.NamedEndpoint;
import org.jspecify.annotations.Nullable;

/** What happens in {@code doExecute} and on the connections that it uses. */
final class Apache5Call {
  /** How the client's cache names itself in the header {@code Via} of all that passes it. */
  private static final String CACHE = "(Apache-HttpClient/";

  private Apache5Call() {}

  /** See {@link ClientCall#begin(Endpoint, Request, HeldBody)}. */
  static @Nullable Object begin(@Nullable HttpHost target, ClassicHttpRequest request) {
    Endpoint endpoint = endpoint(target, request);
    return endpoint == null
        ? ClientCall.begin(null)
        : ClientCall.begin(endpoint, head(request), HeldEntity.of(request));
  }

  private static @Nullable Endpoint endpoint(
      @Nullable HttpHost target, ClassicHttpRequest request) {
    NamedEndpoint host = target == null ? request.getAuthority() : target;
    if (host == null) {
      return null;
    }
    String scheme = target == null ? request.getScheme() : target.getSchemeName();
    return Gate.endpoint(scheme, host.getHostName(), host.getPort(), request.getPath());
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

  static void sends(ClientCall call, Object connection, ClassicHttpRequest request) {
    call.hop(connection, request.getMethod(), headersOf(request));
  }

  static void receives(ClientCall call, ClassicHttpResponse head) {
    call.head(head.getCode(), headersOf(head), Decompressors::of);
  }

  static void answered(ClientCall call, ClassicHttpResponse response) {
    Header via = response.getLastHeader("Via");
    boolean passedCache = via != null && via.getValue() != null && via.getValue().contains(CACHE);
    call.answered(response.getCode(), headersOf(response), passedCache);
  }

  private static Headers headersOf(MessageHeaders message) {
    return name -> {
      Header header = message.getFirstHeader(name);
      return header == null ? null : header.getValue();
    };
  }
}
