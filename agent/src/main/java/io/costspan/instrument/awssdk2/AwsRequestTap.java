package io.costspan.instrument.awssdk2;

import io.costspan.exchange.Exchange;
import io.costspan.health.Faults;
import io.costspan.wire.Headers;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import software.amazon.awssdk.http.async.SdkHttpContentPublisher;

/** A request's body, watched from its beginning each time the client sends it. */
final class AwsRequestTap implements SdkHttpContentPublisher {
  private final SdkHttpContentPublisher delegate;
  private final Exchange exchange;
  private final @Nullable String contentType;
  private final @Nullable String contentEncoding;

  AwsRequestTap(SdkHttpContentPublisher delegate, Exchange exchange, Headers headers) {
    this.delegate = delegate;
    this.exchange = exchange;
    this.contentType = headers.get("Content-Type");
    this.contentEncoding = headers.get("Content-Encoding");
  }

  @Override
  public Optional<Long> contentLength() {
    return delegate.contentLength();
  }

  @Override
  public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
    Subscriber<? super ByteBuffer> watched = subscriber;
    try {
      watched =
          new AwsSubscriberTap(subscriber, exchange.requestBody(contentType, contentEncoding));
    } catch (Throwable fault) {
      Faults.uncaught++;
    }
    delegate.subscribe(watched);
  }

  @Override
  public String toString() {
    return delegate.toString();
  }
}
