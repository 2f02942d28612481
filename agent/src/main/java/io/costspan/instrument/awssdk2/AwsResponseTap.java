package io.costspan.instrument.awssdk2;

import io.costspan.exchange.BodyTap;
import io.costspan.exchange.Exchange;
import io.costspan.health.Faults;
import java.nio.ByteBuffer;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import software.amazon.awssdk.http.SdkCancellationException;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.async.SdkAsyncHttpResponseHandler;

/** The SDK's handler of a response, which is told everything that the exchange is. */
final class AwsResponseTap implements SdkAsyncHttpResponseHandler {
  private final SdkAsyncHttpResponseHandler delegate;
  private final Exchange exchange;
  private volatile BodyTap tap = BodyTap.NONE;

  AwsResponseTap(SdkAsyncHttpResponseHandler delegate, Exchange exchange) {
    this.delegate = delegate;
    this.exchange = exchange;
  }

  @Override
  public void onHeaders(SdkHttpResponse head) {
    try {
      tap = exchange.responseBody(head.statusCode(), AwsHeads.headers(head));
    } catch (Throwable fault) {
      Faults.uncaught++;
    }
    delegate.onHeaders(head);
  }

  @Override
  public void onStream(Publisher<ByteBuffer> body) {
    Publisher<ByteBuffer> watched = body;
    try {
      watched = new Body(body, tap);
    } catch (Throwable fault) {
      Faults.uncaught++;
    }
    delegate.onStream(watched);
  }

  @Override
  public void onError(Throwable failure) {
    try {
      if (failure instanceof SdkCancellationException) {
        tap.close();
      }
      tap.fail(failure);
      exchange.failed(failure);
    } catch (Throwable fault) {
      Faults.uncaught++;
    }
    delegate.onError(failure);
  }

  @Override
  public String toString() {
    return delegate.toString();
  }

  private record Body(Publisher<ByteBuffer> delegate, BodyTap tap)
      implements Publisher<ByteBuffer> {
    @Override
    public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
      Subscriber<? super ByteBuffer> watched = subscriber;
      try {
        watched = new AwsSubscriberTap(subscriber, tap);
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
}
