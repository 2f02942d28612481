package io.costspan.instrument.jetty12;

import io.costspan.exchange.BodyTap;
import io.costspan.exchange.Exchange;
import io.costspan.exchange.Frame;
import io.costspan.exchange.Gate;
import io.costspan.exchange.Links;
import io.costspan.provider.Endpoint;
import io.costspan.provider.Request;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.transport.HttpConversation;
import org.eclipse.jetty.client.transport.HttpExchange;
import org.eclipse.jetty.client.transport.HttpRequest;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/**
 * One AI call, with all requests that Jetty sends for it. It is linked to Jetty's conversation,
 * which redirects and logins go on with, until the application has been told that it is complete.
 */
final class JettyCall {
  private static final Links<JettyCall> UNDER_WAY = new Links<>();

  /** What surrounds calls that wait for a connection. */
  private static final Links<Object> SURROUNDINGS = new Links<>();

  /** Conversations that are refused, until Jetty has told so. */
  private static final Links<Boolean> REFUSED = new Links<>();

  private static final int FIRST_FINAL_STATUS = 200;

  private final Exchange exchange;
  private volatile WeakReference<HttpExchange> latest = new WeakReference<>(null);
  private @Nullable BodyTap request;
  private volatile @Nullable BodyTap response;

  private JettyCall(Exchange exchange) {
    this.exchange = exchange;
  }

  /** The AI call that a conversation is about, or null. */
  static @Nullable JettyCall of(HttpConversation conversation) {
    return UNDER_WAY.find(conversation);
  }

  /** Opens a frame; null unless it makes a difference. */
  static @Nullable Frame frame(HttpRequest request) {
    Endpoint endpoint = Gate.glance(request.getHost(), request.getPort());
    // A redirect or a login goes on with a call that is known.
    return endpoint == null || of(request.getConversation()) != null
        ? null
        : Gate.frame(endpoint, head(request));
  }

  private static Request head(HttpRequest request) {
    return new Request(
        request.getMethod(), request.getPath(), request.getQuery(), request.getHeaders()::get);
  }

  /** A request waits for a connection, on the thread that makes the call if it is the first one. */
  static void queued(HttpExchange waiting) {
    HttpRequest request = waiting.getRequest();
    HttpConversation conversation = waiting.getConversation();
    if (Gate.glance(request.getHost(), request.getPort()) != null
        && conversation.getExchanges().peekFirst() == waiting) {
      Object surroundings = Gate.surroundings();
      if (surroundings != null) {
        SURROUNDINGS.put(conversation, surroundings);
      }
    }
  }

  /**
   * Fails a call that may not be sent, as Jetty does with one for which its queue has no room.
   *
   * @return whether it has failed
   */
  static boolean refuse(HttpExchange waiting) {
    HttpRequest request = waiting.getRequest();
    HttpConversation conversation = waiting.getConversation();
    Endpoint endpoint = Gate.glance(request.getHost(), request.getPort());
    if (endpoint == null
        || conversation.getExchanges().peekFirst() != waiting
        || isWebSocket(request)) {
      return false;
    }
    IOException refusal =
        Gate.refuse(
            endpoint,
            head(request),
            SURROUNDINGS.find(conversation),
            new HeldContent(request.getBody()));
    if (refusal == null) {
      return false;
    }
    SURROUNDINGS.remove(conversation);
    REFUSED.put(conversation, true);
    Gate.tell(refusal, request::abort);
    return true;
  }

  /** A request is about to be sent: the first one, or another one. */
  static void hop(HttpExchange on) {
    JettyCall call = of(on.getConversation());
    if (call == null) {
      call = begin(on.getRequest());
    }
    if (call != null) {
      call.exchange.hop();
      call.request = null;
      call.response = null;
      call.latest = new WeakReference<>(on);
    }
  }

  private static @Nullable JettyCall begin(HttpRequest request) {
    Endpoint endpoint =
        Gate.endpoint(request.getScheme(), request.getHost(), request.getPort(), request.getPath());
    if (endpoint == null) {
      return null;
    }
    HttpConversation conversation = request.getConversation();
    Object surroundings = SURROUNDINGS.find(conversation);
    SURROUNDINGS.remove(conversation);
    if (isWebSocket(request)) {
      return null;
    }
    Exchange exchange = Gate.open(endpoint, head(request), surroundings);
    if (exchange == null) {
      return null;
    }
    JettyCall call = new JettyCall(exchange);
    UNDER_WAY.put(conversation, call);
    return call;
  }

  private static boolean isWebSocket(HttpRequest request) {
    return request.getHeaders().contains("Sec-WebSocket-Key");
  }

  /** Bytes of a request's body are about to be sent. */
  void sending(HttpRequest sent, ByteBuffer bytes) {
    BodyTap tap = request;
    if (tap == null) {
      tap =
          exchange.requestBody(
              sent.getHeaders().get("Content-Type"), sent.getHeaders().get("Content-Encoding"));
      request = tap;
    }
    tap.bytes(bytes);
  }

  void sent() {
    BodyTap tap = request;
    if (tap != null) {
      tap.end();
    }
  }

  /** What comes next is for the application, and not for one of Jetty's own handlers. */
  void forApplication(HttpConversation conversation) {
    HttpExchange last = conversation.getExchanges().peekLast();
    if (last != null
        && last == latest.get()
        && last.getResponse().getStatus() >= FIRST_FINAL_STATUS) {
      exchange.answered();
    }
  }

  /**
   * The head of a reply has arrived.
   *
   * @param body from which whoever it is for will read
   */
  void head(Response head, Content.Source body) {
    HttpExchange on = latest.get();
    if (response != null || on == null || on.getResponse() != head) {
      return;
    }
    BodyTap tap = exchange.responseBody(head.getStatus(), head.getHeaders()::get);
    response = tap;
    if (Exchange.isBodiless(head.getRequest().getMethod(), head.getStatus())
        || "0".equals(head.getHeaders().get("Content-Length"))) {
      tap.end();
    } else {
      JettyBody.begin(body, tap);
    }
  }

  /** A request has failed, and with it the call. */
  static void failed(HttpRequest request, @Nullable Throwable cause) {
    if (REFUSED.find(request.getConversation()) != null) {
      return;
    }
    JettyCall call = of(request.getConversation());
    if (call == null) {
      call = begin(request);
    }
    if (call != null) {
      BodyTap tap = call.response;
      if (tap != null) {
        tap.fail(cause);
      }
      call.exchange.failed(cause);
    }
  }

  /** The application has been told that the call is complete; its bytes may not have been read. */
  static void complete(HttpRequest request) {
    HttpConversation conversation = request.getConversation();
    JettyCall call = UNDER_WAY.find(conversation);
    HttpExchange last = conversation.getExchanges().peekLast();
    if (call != null && (last == null || last.getRequest() == request)) {
      UNDER_WAY.remove(conversation);
    }
  }
}
