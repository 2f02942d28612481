package io.costspan.instrument.awssdk2;

import io.costspan.exchange.BodyTap;
import io.costspan.health.Faults;
import java.nio.ByteBuffer;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * Shows a tap what a publisher passes to a subscriber. The subscription is the publisher's own:
 * that a subscriber has cancelled it is told to the handler of the response.
 */
final class AwsSubscriberTap implements Subscriber<ByteBuffer> {
  private final Subscriber<? super ByteBuffer> delegate;
  private BodyTap tap;

  AwsSubscriberTap(Subscriber<? super ByteBuffer> delegate, BodyTap tap) {
    this.delegate = delegate;
    this.tap = tap;
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    delegate.onSubscribe(subscription);
  }

  @Override
  public void onNext(ByteBuffer buffer) {
    try {
      tap.bytes(buffer);
    } catch (Throwable fault) {
      Faults.uncaught++;
      tap = BodyTap.NONE;
    }
    delegate.onNext(buffer);
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

  @Override
  public String toString() {
    return delegate.toString();
  }
}
