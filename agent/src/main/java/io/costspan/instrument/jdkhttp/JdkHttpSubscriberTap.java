package io.costspan.instrument.jdkhttp;

import io.costspan.exchange.BodyTap;
import io.costspan.health.Faults;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;

/**
 * Shows a tap what a publisher passes to a subscriber, without changing the demand.
 *
 * @param <B> what is passed on at once: one buffer or several
 * @param <S> the subscriber of the application or of the client
 */
abstract class JdkHttpSubscriberTap<B, S extends Subscriber<? super B>> implements Subscriber<B> {
  final S delegate;
  BodyTap tap;

  JdkHttpSubscriberTap(S delegate, BodyTap tap) {
    this.delegate = delegate;
    this.tap = tap;
  }

  /** Shows the tap the bytes of these buffers. */
  abstract void show(B buffers);

  @Override
  public void onSubscribe(Subscription subscription) {
    delegate.onSubscribe(subscription);
  }

  @Override
  public final void onNext(B buffers) {
    try {
      show(buffers);
    } catch (Throwable fault) {
      Faults.uncaught++;
      tap = BodyTap.NONE;
    }
    delegate.onNext(buffers);
  }

  @Override
  public final void onError(Throwable failure) {
    try {
      tap.fail(failure);
    } catch (Throwable fault) {
      Faults.uncaught++;
    }
    delegate.onError(failure);
  }

  @Override
  public final void onComplete() {
    try {
      tap.end();
    } catch (Throwable fault) {
      Faults.uncaught++;
    }
    delegate.onComplete();
  }
}
