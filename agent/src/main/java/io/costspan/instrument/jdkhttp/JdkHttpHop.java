package io.costspan.instrument.jdkhttp;

import io.costspan.exchange.BodyTap;
import io.costspan.exchange.Exchange;
import io.costspan.exchange.Links;
import io.costspan.wire.Headers;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request that is sent to the server, and the reply, as their bytes pass the JDK's own
 * subscribers (HTTP/1.1) or its stream (HTTP/2). Each of these objects is linked to the hop while
 * it matters.
 */
final class JdkHttpHop extends JdkLinked<JdkHttpHop> {
  /** The hops under way, by the JDK's own objects. */
  private static final Links<JdkHttpHop> UNDER_WAY = new Links<>();

  private static final int FIRST_FINAL_STATUS = 200;
  private static final int NO_CONTENT = 204;

  private final Exchange exchange;
  private final @Nullable String type;
  private final @Nullable String coding;

  // The client's threads take turns, but the application may cancel at any time.
  private volatile BodyTap request = BodyTap.NONE;
  private volatile BodyTap response = BodyTap.NONE;
  private volatile boolean headed;

  /**
   * @param type of the request's body
   * @param coding of the request's body
   */
  JdkHttpHop(Exchange exchange, @Nullable String type, @Nullable String coding) {
    this.exchange = exchange;
    this.type = type;
    this.coding = coding;
  }

  /** The hop to which that object of the JDK belongs, or null. */
  static @Nullable JdkHttpHop of(Object known) {
    return UNDER_WAY.find(known);
  }

  /** That object of the JDK belongs to the hop. */
  void link(Object known) {
    link(known, this, UNDER_WAY);
  }

  /** The body of the request is about to be published. */
  void subscribed() {
    request = exchange.requestBody(type, coding);
  }

  void sending(ByteBuffer buffer) {
    request.bytes(buffer);
  }

  void sent() {
    request.end();
  }

  void unsent(@Nullable Throwable cause) {
    request.fail(cause);
  }

  /** A head of the reply has arrived, perhaps not the last one. */
  void head(int status, Headers headers) {
    if (status < FIRST_FINAL_STATUS) {
      return;
    }
    headed = true;
    response = exchange.responseBody(status, headers);
    if (status == NO_CONTENT) {
      complete();
    }
  }

  /** Whether the last head of the reply has arrived. */
  boolean hasHead() {
    return headed;
  }

  void received(List<ByteBuffer> buffers) {
    BodyTap tap = response;
    for (ByteBuffer buffer : buffers) {
      tap.bytes(buffer);
    }
  }

  void complete() {
    forget();
    response.end();
  }

  /** The application wants no more of the reply. */
  void closed() {
    forget();
    response.close();
  }

  void failed(@Nullable Throwable cause) {
    forget();
    response.fail(cause);
  }
}
