package io.costspan.instrument.okhttp;

import io.costspan.exchange.AsideTap;
import io.costspan.exchange.BodyTap;
import io.costspan.exchange.Exchange;
import io.costspan.exchange.Links;
import okhttp3.Request;
import okhttp3.Response;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** A request that is sent to the server, and the reply, as their bytes pass the connection. */
final class OkHttpHop {
  /** The hops under way, by OkHttp's own object for them. */
  private static final Links<OkHttpHop> UNDER_WAY = new Links<>();

  private static final int NO_CONTENT = 204;

  private final Exchange exchange;
  private BodyTap request = BodyTap.NONE;
  private BodyTap response = BodyTap.NONE;

  private OkHttpHop(Exchange exchange) {
    this.exchange = exchange;
  }

  static Links.Link<OkHttpHop> begin(Object hop, Exchange exchange) {
    return UNDER_WAY.put(hop, new OkHttpHop(exchange));
  }

  /** The hop of an AI call, or null. */
  static @Nullable OkHttpHop of(Object hop) {
    return UNDER_WAY.find(hop);
  }

  /** No more bytes of it are of interest. */
  static void end(Object hop) {
    UNDER_WAY.remove(hop);
  }

  /**
   * The body of the request is about to be sent.
   *
   * @param duplex whether it is sent while the reply is read already
   */
  void requestBody(Request sent, boolean duplex) {
    if (duplex) {
      exchange.requestUnseen();
    } else {
      request = exchange.requestBody(sent.header("Content-Type"), sent.header("Content-Encoding"));
    }
  }

  /** The first bytes of that buffer are about to be sent. */
  void sending(Buffer source, long byteCount) {
    request = BufferTap.show(source, 0, byteCount, request);
  }

  void sent() {
    request.end();
  }

  /**
   * The head of the reply has arrived.
   *
   * @param of the call that it answers
   */
  void head(Response head, @Nullable OkHttpCall of) {
    response =
        AsideTap.of(
            exchange, head.code(), head::header, coding -> of == null ? null : of.decoder(coding));
    if (hasNoBody(head)) {
      response.end();
    }
  }

  /** The last bytes of that buffer have arrived. */
  void received(Buffer sink, long byteCount) {
    response = BufferTap.show(sink, sink.size() - byteCount, byteCount, response);
  }

  void complete() {
    response.end();
  }

  void closed() {
    response.close();
  }

  void failed(Throwable cause) {
    response.fail(cause);
  }

  private static boolean hasNoBody(Response head) {
    return head.request().method().equals("HEAD")
        || head.code() == NO_CONTENT
        || "0".equals(head.header("Content-Length"));
  }
}
