package io.costspan.exchange;

import io.costspan.exchange.AsideTap.Decoders;
import io.costspan.wire.Headers;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A request on a client's connection and the reply, of which the client writes and reads the bodies
 * through streams of its own. Each of these objects is linked to the hop while its bytes matter.
 */
public final class StreamHop {
  private static final Links<StreamHop> STREAMS = new Links<>();

  /** Weakly, because a pool holds a connection whose reply the application has dropped. */
  private static final Links<WeakReference<StreamHop>> CONNECTIONS = new Links<>();

  private static final int FIRST_FINAL_STATUS = 200;

  private final Exchange exchange;
  private final Links.Link<WeakReference<StreamHop>> connection;
  private final String method;
  private final @Nullable String type;
  private final @Nullable String coding;
  private BodyTap request = BodyTap.NONE;
  private BodyTap response = BodyTap.NONE;

  /** Bytes of the reply that are missing, negative if that is not known. */
  private long missing = -1;

  StreamHop(Exchange exchange, Object connection, String method, Headers request) {
    this.exchange = exchange;
    this.method = method;
    this.type = request.get("Content-Type");
    this.coding = request.get("Content-Encoding");
    exchange.hop();
    CONNECTIONS.remove(connection);
    this.connection = CONNECTIONS.put(connection, new WeakReference<>(this));
  }

  /** The hop to which a stream belongs, or null. */
  public static @Nullable StreamHop of(Object stream) {
    return STREAMS.find(stream);
  }

  /** The hop of this thread's call, or null. */
  public static @Nullable StreamHop current() {
    ClientCall call = ClientCall.current();
    return call == null ? null : call.hop();
  }

  /** A connection is closed, whatever is under way. */
  public static void closing(Object connection) {
    StreamHop hop = on(connection);
    if (hop != null) {
      hop.end();
      hop.response.close();
    }
  }

  /** The body of the request is written to that stream. */
  public void requestStream(Object stream) {
    request = exchange.requestBody(type, coding);
    link(stream);
  }

  private void link(Object stream) {
    STREAMS.remove(stream);
    STREAMS.put(stream, this);
  }

  public void sending(byte[] bytes, int offset, int length) {
    request.bytes(bytes, offset, length);
  }

  /** Same, for the remaining bytes of a buffer, which is not changed. */
  public void sending(ByteBuffer bytes) {
    request.bytes(bytes);
  }

  /** The body of the request is complete. */
  public void sent() {
    request.end();
  }

  void head(int status, Headers reply, Decoders decoders) {
    response = AsideTap.of(exchange, status, reply, decoders);
    if (status >= FIRST_FINAL_STATUS && Exchange.isBodiless(method, status)) {
      complete();
    }
  }

  /**
   * The body of the reply is read from that stream.
   *
   * @param length in bytes, negative if it is not known
   */
  public void responseStream(long length, Object stream) {
    missing = length < 0 ? -1 : length;
    if (length == 0) {
      complete();
    } else {
      link(stream);
    }
  }

  /**
   * Bytes of the reply have been read.
   *
   * @param length -1 at the end of the stream
   */
  public void received(Object stream, byte[] bytes, int offset, int length) {
    if (length > 0) {
      response.bytes(bytes, offset, length);
      missing = missing > 0 ? missing - length : missing;
    }
    if (length < 0 || missing == 0) {
      STREAMS.remove(stream);
      complete();
    }
  }

  private void complete() {
    end();
    response.end();
  }

  /** Reading the reply fails. */
  public void failed(Object stream, Throwable cause) {
    STREAMS.remove(stream);
    end();
    response.fail(cause);
  }

  /** A stream is closed. */
  public void closed(Object stream, boolean ofReply) {
    STREAMS.remove(stream);
    if (ofReply) {
      end();
      response.close();
    }
  }

  /** Nothing more is expected of the connection. */
  void end() {
    connection.forget();
  }

  private static @Nullable StreamHop on(Object connection) {
    WeakReference<StreamHop> hop = CONNECTIONS.find(connection);
    return hop == null ? null : hop.get();
  }
}
