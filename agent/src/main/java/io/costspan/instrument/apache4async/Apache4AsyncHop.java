package io.costspan.instrument.apache4async;

import io.costspan.exchange.Gate;
import io.costspan.exchange.Links;
import io.costspan.exchange.MessageHop;
import io.costspan.provider.Endpoint;
import io.costspan.provider.Request;
import io.costspan.wire.Headers;
import java.io.IOException;
import org.apache.http.Header;
import org.apache.http.HttpEntityEnclosingRequest;
import org.apache.http.HttpHost;
import org.apache.http.HttpMessage;
import org.apache.http.HttpRequest;
import org.apache.http.HttpResponse;
import org.apache.http.RequestLine;
import org.apache.http.client.methods.HttpRequestWrapper;
import org.apache.http.conn.routing.HttpRoute;
import org.apache.http.nio.ContentDecoder;
import org.apache.http.nio.NHttpConnection;
import org.apache.http.nio.protocol.HttpAsyncRequestExecutor;
import org.jspecify.annotations.Nullable;

/**
 * A request on a connection of the asynchronous client, and the reply, below redirects and logins.
 * It is linked to the connection, and to the encoder and the decoder that the connection makes.
 */
final class Apache4AsyncHop {
  /** What surrounds calls under way, by the client's own object for each of them. */
  private static final Links<Object> SURROUNDINGS = new Links<>();

  /** Calls under way that have been asked about. */
  private static final Links<Boolean> ASKED = new Links<>();

  private static final String TUNNEL = "CONNECT";

  private Apache4AsyncHop() {}

  /** The application makes a call on this thread; later, the client may send it elsewhere. */
  static void surround(Object call, HttpHost host) {
    if (Gate.glance(host.getHostName(), host.getPort()) == null
        || SURROUNDINGS.find(call) != null) {
      return;
    }
    Object surroundings = Gate.surroundings();
    if (surroundings != null) {
      SURROUNDINGS.put(call, surroundings);
    }
  }

  /**
   * Asks whether a call may be sent, once for all connections that it needs.
   *
   * @return the exception with which it fails, null if it may be sent
   */
  static @Nullable IOException refuse(
      Object call, @Nullable HttpRoute route, @Nullable HttpRequest request) {
    if (route == null || request == null || ASKED.find(call) != null) {
      return null;
    }
    HttpHost host = route.getTargetHost();
    Endpoint endpoint = Gate.glance(host.getHostName(), host.getPort());
    if (endpoint == null) {
      return null;
    }
    ASKED.put(call, true);
    RequestLine line = request.getRequestLine();
    return Gate.refuse(
        endpoint,
        Request.of(line.getMethod(), line.getUri(), headers(request)),
        SURROUNDINGS.find(call),
        HeldEntity.of(request));
  }

  private static @Nullable Object surroundings(NHttpConnection connection) {
    Object call = connection.getContext().getAttribute(HttpAsyncRequestExecutor.HTTP_HANDLER);
    return call == null ? null : SURROUNDINGS.find(call);
  }

  /** The head of a request is about to be sent. */
  static void begin(NHttpConnection connection, HttpRequest request) {
    MessageHop.unlink(connection);
    if (request.getRequestLine().getMethod().equals(TUNNEL)) {
      return;
    }
    String target = request.getRequestLine().getUri();
    Endpoint endpoint = endpoint(request, target);
    if (endpoint == null) {
      return;
    }
    MessageHop hop = new MessageHop(endpoint, surroundings(connection));
    boolean hasBody =
        request instanceof HttpEntityEnclosingRequest enclosing && enclosing.getEntity() != null;
    hop.head(Request.of(request.getRequestLine().getMethod(), target, headers(request)), hasBody);
    hop.link(connection);
  }

  /** Of the host as the client knows it, or else as the server is told. */
  private static @Nullable Endpoint endpoint(HttpRequest request, String target) {
    HttpHost host = request instanceof HttpRequestWrapper wrapper ? wrapper.getTarget() : null;
    if (host != null) {
      return Gate.endpoint(host.getSchemeName(), host.getHostName(), host.getPort(), target);
    }
    Header header = request.getFirstHeader("Host");
    String told = header == null ? null : header.getValue();
    if (told == null) {
      return null;
    }
    int colon = told.endsWith("]") ? -1 : told.lastIndexOf(':');
    return colon < 0
        ? Gate.endpoint(null, told, -1, target)
        : Gate.endpoint(
            null, told.substring(0, colon), Integer.parseInt(told.substring(colon + 1)), target);
  }

  private static Headers headers(HttpMessage message) {
    return name -> {
      Header header = message.getFirstHeader(name);
      return header == null ? null : header.getValue();
    };
  }

  static void answered(MessageHop hop, HttpMessage message) {
    if (message instanceof HttpResponse response) {
      hop.answered(response.getStatusLine().getStatusCode(), headers(response));
    }
  }

  /** The client has read what there is for now. */
  static void received(MessageHop hop, ContentDecoder decoder, @Nullable Throwable thrown) {
    if (thrown != null) {
      hop.failed(thrown);
    } else if (decoder.isCompleted()) {
      hop.response().end();
    }
  }

  /** A reply is over. An interim one is followed by another, and after that the hop is done. */
  static void complete(MessageHop hop, NHttpConnection connection) {
    HttpResponse response = connection.getHttpResponse();
    if (response == null) {
      return;
    }
    answered(hop, response);
    hop.response().end();
    if (hop.isAnswered()) {
      MessageHop.unlink(connection);
    }
  }
}
