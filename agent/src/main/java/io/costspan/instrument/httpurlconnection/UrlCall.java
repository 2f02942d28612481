package io.costspan.instrument.httpurlconnection;

import io.costspan.exchange.BodyTap;
import io.costspan.exchange.Exchange;
import io.costspan.exchange.Gate;
import io.costspan.exchange.HeldBody;
import io.costspan.exchange.LaterBody;
import io.costspan.exchange.Links;
import io.costspan.exchange.TapStream;
import io.costspan.provider.Endpoint;
import io.costspan.provider.Request;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.HttpRetryException;
import java.net.HttpURLConnection;
import java.net.URL;
import org.jspecify.annotations.Nullable;

/**
 * One AI call of a connection, with all the requests that are sent for it. It is linked to the
 * connection, which the connection's streams hold, until no more of it is of interest.
 */
final class UrlCall {
  private static final Links<UrlCall> UNDER_WAY = new Links<>();

  /** The connections of AI calls that have been asked about, and what came of it. */
  private static final Links<Asked> ASKED = new Links<>();

  private static final int FIRST_ERROR_STATUS = 400;

  /**
   * @param again whether to ask again when the application has written the body
   */
  private record Asked(@Nullable IOException refusal, boolean again) {}

  private final Exchange exchange;
  private @Nullable String type;
  private @Nullable String coding;
  private @Nullable BodyTap request;
  private BodyTap response = BodyTap.NONE;

  /** Whether a thread waits for the reply, or has it already. */
  private volatile boolean awaited = true;

  /** Of the reply, negative if it is not known. */
  private long lengthBytes = -1;

  /** How far the application has read, which it may do again from a mark. */
  private long at;

  private long mark;
  private long farthest;

  private UrlCall(Exchange exchange) {
    this.exchange = exchange;
  }

  /** The AI call of that connection, or null. */
  static @Nullable UrlCall of(HttpURLConnection connection) {
    return UNDER_WAY.find(connection);
  }

  /** A request is about to be sent, the first one or another one. Null unless it is an AI call. */
  static @Nullable UrlCall hop(HttpURLConnection connection) {
    UrlCall call = of(connection);
    if (call == null) {
      call = begin(connection);
    }
    if (call != null) {
      call.exchange.hop();
    }
    return call;
  }

  private static @Nullable UrlCall begin(HttpURLConnection connection) {
    Exchange exchange = open(connection);
    if (exchange == null) {
      return null;
    }
    UrlCall call = new UrlCall(exchange);
    UNDER_WAY.put(connection, call);
    return call;
  }

  private static @Nullable Exchange open(HttpURLConnection connection) {
    URL url = connection.getURL();
    Endpoint endpoint =
        Gate.endpoint(url.getProtocol(), url.getHost(), url.getPort(), url.getPath());
    if (endpoint == null) {
      return null;
    }
    return Gate.open(endpoint, head(connection));
  }

  private static Request head(HttpURLConnection connection) {
    return Request.of(
        connection.getRequestMethod(),
        connection.getURL().getFile(),
        connection::getRequestProperty);
  }

  /** A body that the application has written, and that the connection has yet to send. */
  private record Written(ByteArrayOutputStream bytes) implements HeldBody {
    @Override
    public boolean show(BodyTap tap) throws IOException {
      boolean fit = HeldBody.isFit(bytes.size());
      if (fit) {
        bytes.writeTo(new TapStream(tap));
      }
      return fit;
    }
  }

  /**
   * Asks before anything is connected.
   *
   * @param streams whether the application streams the body, if there is one
   */
  static @Nullable IOException refuse(HttpURLConnection connection, boolean streams) {
    boolean writes = connection.getDoOutput() && !streams;
    return refuse(connection, writes ? new LaterBody() : HeldBody.UNSEEN);
  }

  /**
   * Asks again before a request is sent whose body has been written meanwhile, and closes the
   * connection if it is not to be sent.
   *
   * @param body null if there is none, or if it is streamed
   */
  static @Nullable IOException refuse(
      HttpURLConnection connection, @Nullable ByteArrayOutputStream body) {
    IOException refusal = refuse(connection, body == null ? HeldBody.UNSEEN : new Written(body));
    if (refusal != null) {
      connection.disconnect();
    }
    return refusal;
  }

  /**
   * Asks whether the call of a connection may be sent, once for all requests that are sent for it.
   *
   * @return the exception with which it fails, null if it may be sent
   */
  private static @Nullable IOException refuse(HttpURLConnection connection, HeldBody body) {
    Asked asked = ASKED.find(connection);
    boolean later = body instanceof LaterBody;
    boolean first = asked == null || (asked.again && !later);
    if (!first || of(connection) != null) {
      return asked == null ? null : asked.refusal;
    }
    URL url = connection.getURL();
    Endpoint endpoint = Gate.glance(url.getHost(), url.getPort());
    if (endpoint == null) {
      return null;
    }
    IOException refusal = Gate.refuse(endpoint, head(connection), null, body);
    ASKED.remove(connection);
    ASKED.put(connection, new Asked(refusal, refusal == null && later));
    return refusal;
  }

  /** The exception with which the call of a connection failed because it was refused, or null. */
  static @Nullable IOException refusal(HttpURLConnection connection) {
    Asked asked = ASKED.find(connection);
    return asked == null ? null : asked.refusal;
  }

  /** Nothing could be sent at all. */
  static void unconnected(HttpURLConnection connection, Throwable cause) {
    Exchange exchange = open(connection);
    if (exchange != null) {
      exchange.failed(cause);
    }
  }

  /** The application is given a reply that its cache has kept. */
  static void cached(HttpURLConnection connection) {
    UrlCall call = begin(connection);
    if (call != null) {
      call.exchange.servedFromCache();
    }
  }

  /**
   * A request has been sent, except for a body that the application streams.
   *
   * @param body null if there is none, or if it is streamed
   */
  void sent(HttpURLConnection connection, @Nullable ByteArrayOutputStream body) throws IOException {
    type = connection.getRequestProperty("Content-Type");
    coding = connection.getRequestProperty("Content-Encoding");
    if (body != null) {
      BodyTap tap = exchange.requestBody(type, coding);
      body.writeTo(new TapStream(tap));
      tap.end();
    }
  }

  /** The application has got a stream for the body, and nobody waits for the reply yet. */
  void streams() {
    awaited = false;
  }

  void sending(byte[] bytes, int offset, int length) {
    streamed().bytes(bytes, offset, length);
  }

  /** The application, or the connection on its behalf, has closed the stream for the body. */
  void sent() {
    streamed().end();
  }

  private BodyTap streamed() {
    BodyTap tap = request;
    if (tap == null) {
      tap = exchange.requestBody(type, coding);
      request = tap;
    }
    return tap;
  }

  void awaited() {
    awaited = true;
  }

  /**
   * The connection returns the reply, or throws.
   *
   * @param status -1 if no reply has come
   */
  void replied(HttpURLConnection connection, int status, @Nullable Throwable thrown) {
    if (thrown == null || status >= FIRST_ERROR_STATUS) {
      head(connection, status);
    } else if (thrown instanceof HttpRetryException unrepeatable) {
      response = exchange.responseBody(unrepeatable.responseCode(), name -> null);
      exchange.answered();
      complete(connection);
    } else {
      failed(connection, thrown);
    }
  }

  private void head(HttpURLConnection connection, int status) {
    response = exchange.responseBody(status, connection::getHeaderField);
    exchange.answered();
    lengthBytes = connection.getContentLengthLong();
    if (lengthBytes == 0 || Exchange.isBodiless(connection.getRequestMethod(), status)) {
      complete(connection);
    }
  }

  /** No reply has come. */
  void failed(HttpURLConnection connection, @Nullable Throwable cause) {
    UNDER_WAY.remove(connection);
    exchange.failed(cause);
  }

  /** The application gives up; a thread that waits for the reply will notice. */
  void disconnected(HttpURLConnection connection) {
    if (!awaited) {
      failed(connection, null);
    }
  }

  /**
   * Bytes of the reply have been read.
   *
   * @param count -1 at the end
   */
  void received(HttpURLConnection connection, byte[] bytes, int offset, int count) {
    if (count < 0) {
      complete(connection);
      return;
    }
    int again = (int) Math.min(count, farthest - at);
    at += count;
    if (again < count) {
      farthest = at;
      response.bytes(bytes, offset + again, count - again);
    }
    if (farthest == lengthBytes) {
      complete(connection);
    }
  }

  void marked() {
    mark = at;
  }

  void reset() {
    at = mark;
  }

  private void complete(HttpURLConnection connection) {
    UNDER_WAY.remove(connection);
    response.end();
  }

  void closed(HttpURLConnection connection) {
    UNDER_WAY.remove(connection);
    response.close();
  }

  /** Reading the reply has failed. */
  void broken(HttpURLConnection connection, Throwable cause) {
    UNDER_WAY.remove(connection);
    response.fail(cause);
  }
}
