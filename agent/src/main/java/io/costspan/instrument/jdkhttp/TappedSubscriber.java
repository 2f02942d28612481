package io.costspan.instrument.jdkhttp;

import io.costspan.exchange.BodyTap;
import io.costspan.health.Faults;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/** Shows the tap what the client hands to the application's subscriber; demand stays as it is. */
final class TappedSubscriber<T> implements BodySubscriber<T> {
  private final BodySubscriber<T> delegate;
  private BodyTap tap;

  TappedSubscriber(BodySubscriber<T> delegate, BodyTap tap) {
    this.delegate = delegate;
    this.tap = tap;
  }

  @Override
  public CompletionStage<T> getBody() {
    return delegate.getBody();
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    Subscription watched = subscription;
    try {
      watched = new TappedSubscription(subscription, tap);
    } catch (Throwable fault) {
      Faults.uncaught++;
    }
    delegate.onSubscribe(watched);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    try {
      show(buffers);
    } catch (Throwable fault) {
      Faults.uncaught++;
      tap = BodyTap.NONE;
    }
    delegate.onNext(buffers);
  }

  private void show(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      tap.bytes(buffer);
    }
  }

  @Override
  public void onError(Throwable failure) {
    try {
      tap.fail(failure);
    } catch (Throwable fault) {
      Faults.uncaught++;
    }
    delegate.onError(failure);
  }

  @Override
  public void onComplete() {
    try {
      tap.end();
    } catch (Throwable fault) {
      Faults.uncaught++;
    }
    delegate.onComplete();
  }

  private record TappedSubscription(Subscription delegate, BodyTap tap) implements Subscription {
    @Override
    public void request(long count) {
      delegate.request(count);
    }

    @Override
    public void cancel() {
      try {
        tap.close();
      } catch (Throwable fault) {
        Faults.uncaught++;
      }
      delegate.cancel();
    }
  }
}
