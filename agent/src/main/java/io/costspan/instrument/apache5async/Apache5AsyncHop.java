package io.costspan.instrument.apache5async;

import io.costspan.exchange.Gate;
import io.costspan.exchange.HeldBody;
import io.costspan.exchange.Links;
import io.costspan.exchange.MessageHop;
import io.costspan.provider.Endpoint;
import io.costspan.provider.Request;
import io.costspan.wire.Headers;
import java.io.IOException;
import java.util.List;
import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.MessageHeaders;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.net.NamedEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * A request on a connection of the asynchronous client, and the reply, below redirects, logins and
 * repetitions. It is linked to the client's own objects for it.
 */
final class Apache5AsyncHop {
  /** What surrounds calls, by the context that goes with each of them. */
  private static final Links<Object> SURROUNDINGS = new Links<>();

  private static final int FIRST_FINAL_STATUS = 200;
  private static final String TUNNEL = "CONNECT";

  private Apache5AsyncHop() {}

  /** The application makes a call on this thread. */
  static void surround(Object context, HttpRequest request) {
    NamedEndpoint host = request.getAuthority();
    if (host == null || Gate.glance(host.getHostName(), host.getPort()) == null) {
      return;
    }
    SURROUNDINGS.remove(context);
    Apache5AsyncCache.begin(context);
    Object surroundings = Gate.surroundings();
    if (surroundings != null) {
      SURROUNDINGS.put(context, surroundings);
    }
  }

  /**
   * Fails a call that may not be sent, before a connection is asked for.
   *
   * @param body null if there is none
   * @return whether it has failed
   */
  static boolean refuse(
      Object context,
      HttpRequest request,
      @Nullable AsyncEntityProducer body,
      AsyncExecCallback call) {
    IOException refusal =
        refusal(
            request,
            surroundings(context),
            body == null ? HeldBody.UNSEEN : new HeldProducer(body));
    if (refusal == null) {
      return false;
    }
    Gate.tell(refusal, call::failed);
    return true;
  }

  /** The exception with which a call fails that this thread makes; null if it may be sent. */
  static @Nullable IOException refusal(HttpRequest request) {
    return refusal(request, null, HeldBody.UNSEEN);
  }

  private static @Nullable IOException refusal(
      HttpRequest request, @Nullable Object surroundings, HeldBody body) {
    NamedEndpoint host = request.getAuthority();
    Endpoint endpoint = host == null ? null : Gate.glance(host.getHostName(), host.getPort());
    return endpoint == null ? null : Gate.refuse(endpoint, head(request, null), surroundings, body);
  }

  static @Nullable Object surroundings(Object context) {
    return SURROUNDINGS.find(context);
  }

  static Request head(HttpRequest request, @Nullable EntityDetails body) {
    return Request.of(request.getMethod(), request.getPath(), headers(request, body));
  }

  /** The head of a request is about to be sent; null unless it is an AI call. */
  static @Nullable MessageHop begin(
      Object context, HttpRequest request, @Nullable EntityDetails body) {
    NamedEndpoint host = request.getAuthority();
    if (host == null || request.getMethod().equals(TUNNEL)) {
      return null;
    }
    Endpoint endpoint =
        Gate.endpoint(request.getScheme(), host.getHostName(), host.getPort(), request.getPath());
    if (endpoint == null) {
      return null;
    }
    MessageHop hop = new MessageHop(endpoint, surroundings(context));
    if (Apache5AsyncCache.asksItself(context)) {
      hop.revalidates();
    }
    hop.head(head(request, body), body != null);
    return hop;
  }

  /** Some clients add the headers of the body later. */
  private static Headers headers(MessageHeaders message, @Nullable EntityDetails body) {
    return name -> {
      Header header = message.getFirstHeader(name);
      if (header != null || body == null) {
        return header == null ? null : header.getValue();
      }
      return switch (name) {
        case "Content-Type" -> body.getContentType();
        case "Content-Encoding" -> body.getContentEncoding();
        default -> null;
      };
    };
  }

  static void answered(MessageHop hop, HttpResponse response, boolean complete) {
    answered(hop, response.getCode(), headers(response, null), complete);
  }

  static void answered(MessageHop hop, List<Header> headers, boolean complete) {
    Headers head = name -> value(headers, name);
    String status = head.get(":status");
    answered(hop, status == null ? 0 : Integer.parseInt(status), head, complete);
  }

  private static @Nullable String value(List<Header> headers, String name) {
    for (Header header : headers) {
      if (header.getName().equalsIgnoreCase(name)) {
        return header.getValue();
      }
    }
    return null;
  }

  private static void answered(MessageHop hop, int status, Headers headers, boolean complete) {
    hop.answered(status, headers);
    if (complete && status >= FIRST_FINAL_STATUS) {
      hop.response().end();
    }
  }
}
