package io.costspan.instrument.jdkhttp;

import io.costspan.exchange.BodyTap;
import io.costspan.exchange.Exchange;
import io.costspan.health.Faults;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow.Subscriber;
import org.jspecify.annotations.Nullable;

/** A request's body, watched from its beginning each time the client sends it. */
final class JdkHttpRequestTap implements BodyPublisher {
  private final BodyPublisher delegate;
  private final Exchange exchange;
  private final @Nullable String contentType;
  private final @Nullable String contentEncoding;

  private JdkHttpRequestTap(BodyPublisher delegate, Exchange exchange, JdkHeaders headers) {
    this.delegate = delegate;
    this.exchange = exchange;
    this.contentType = headers.get("Content-Type");
    this.contentEncoding = headers.get("Content-Encoding");
  }

  /**
   * A copy of the request whose body is watched; the request itself if it has no body, or if it
   * cannot be copied because it was not built by the JDK's builder.
   */
  static HttpRequest in(HttpRequest request, Exchange exchange) {
    BodyPublisher body = request.bodyPublisher().orElse(null);
    if (body == null) {
      return request;
    }
    try {
      BodyPublisher tap = new JdkHttpRequestTap(body, exchange, new JdkHeaders(request.headers()));
      return HttpRequest.newBuilder(request, (name, value) -> true)
          .method(request.method(), tap)
          .build();
    } catch (RuntimeException handMade) {
      Faults.count("request_copy", handMade);
      exchange.requestUnseen();
      return request;
    }
  }

  @Override
  public long contentLength() {
    return delegate.contentLength();
  }

  @Override
  public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
    Subscriber<? super ByteBuffer> watched = subscriber;
    try {
      watched = new Upload(subscriber, exchange.requestBody(contentType, contentEncoding));
    } catch (Throwable fault) {
      Faults.uncaught++;
    }
    delegate.subscribe(watched);
  }

  private static final class Upload
      extends JdkHttpSubscriberTap<ByteBuffer, Subscriber<? super ByteBuffer>> {
    Upload(Subscriber<? super ByteBuffer> delegate, BodyTap tap) {
      super(delegate, tap);
    }

    @Override
    void show(ByteBuffer buffer) {
      tap.bytes(buffer);
    }
  }
}
