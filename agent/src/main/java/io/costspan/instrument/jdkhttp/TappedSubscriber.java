package io.costspan.instrument.jdkhttp;

import io.costspan.exchange.BodyTap;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/** Shows the tap what the client hands to the application's subscriber; demand stays as it is. */
record TappedSubscriber<T>(BodySubscriber<T> delegate, BodyTap tap) implements BodySubscriber<T> {
  @Override
  public CompletionStage<T> getBody() {
    return delegate.getBody();
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    delegate.onSubscribe(new TappedSubscription(subscription, tap));
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      tap.bytes(buffer);
    }
    delegate.onNext(buffers);
  }

  @Override
  public void onError(Throwable failure) {
    tap.fail(failure);
    delegate.onError(failure);
  }

  @Override
  public void onComplete() {
    tap.end();
    delegate.onComplete();
  }

  private record TappedSubscription(Subscription delegate, BodyTap tap) implements Subscription {
    @Override
    public void request(long count) {
      delegate.request(count);
    }

    @Override
    public void cancel() {
      tap.close();
      delegate.cancel();
    }
  }
}
