package io.costspan.instrument.apache5async;

import io.costspan.exchange.Exchange;
import io.costspan.exchange.Gate;
import io.costspan.exchange.Links;
import io.costspan.provider.Endpoint;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.MessageHeaders;
import org.apache.hc.core5.net.NamedEndpoint;
import org.jspecify.annotations.Nullable;

/** What the client's cache does with a call, above the requests that are sent for it. */
final class Apache5AsyncCache {
  /** How the cache names itself in the header {@code Via} of all that passes it. */
  private static final String CACHE = "(Apache-HttpClient/";

  /** Whether the cache asks the server only if its reply still holds, by the calls' contexts. */
  private static final Links<Boolean> ASKS = new Links<>();

  private Apache5AsyncCache() {}

  /** A call begins, whose context may have served another one. */
  static void begin(Object context) {
    ASKS.remove(context);
  }

  /** The cache passes a call on. */
  static void asks(HttpRequest request, AsyncExecChain.Scope scope) {
    if (endpoint(request) != null) {
      ASKS.remove(scope.clientContext);
      ASKS.put(
          scope.clientContext, isConditional(request) && !isConditional(scope.originalRequest));
    }
  }

  private static boolean isConditional(MessageHeaders request) {
    return request.containsHeader("If-None-Match") || request.containsHeader("If-Modified-Since");
  }

  /** Whether "not modified" is an answer to the cache, and not to the application. */
  static boolean asksItself(Object context) {
    return Boolean.TRUE.equals(ASKS.find(context));
  }

  /** The cache answers a call, perhaps after it has asked. */
  static void answers(HttpResponse response, AsyncExecChain.Scope scope) {
    HttpRequest request = scope.originalRequest;
    Endpoint endpoint = endpoint(request);
    if (endpoint == null || ASKS.find(scope.clientContext) != null || !isStored(response)) {
      return;
    }
    Exchange exchange =
        Gate.open(
            endpoint,
            Apache5AsyncHop.head(request, null),
            Apache5AsyncHop.surroundings(scope.clientContext));
    if (exchange != null) {
      exchange.servedFromCache();
    }
  }

  private static @Nullable Endpoint endpoint(HttpRequest request) {
    NamedEndpoint host = request.getAuthority();
    return host == null ? null : Gate.glance(host.getHostName(), host.getPort());
  }

  /** What the cache makes up itself, such as an error, it does not sign. */
  private static boolean isStored(MessageHeaders response) {
    Header via = response.getLastHeader("Via");
    return via != null && via.getValue() != null && via.getValue().contains(CACHE);
  }
}
