package io.costspan.instrument.jdkhttp;

import io.costspan.exchange.Exchange;
import io.costspan.health.Faults;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import org.jspecify.annotations.Nullable;

/** The application's handler, applied exactly once, and its subscriber watched. */
record TappedHandler<T>(BodyHandler<T> delegate, Exchange exchange) implements BodyHandler<T> {
  @Override
  public @Nullable BodySubscriber<T> apply(ResponseInfo head) {
    BodySubscriber<T> subscriber = delegate.apply(head);
    try {
      return subscriber == null ? null : watched(subscriber, head);
    } catch (Throwable fault) {
      Faults.uncaught++;
      return subscriber;
    }
  }

  private BodySubscriber<T> watched(BodySubscriber<T> subscriber, ResponseInfo head) {
    JdkHeaders headers = new JdkHeaders(head.headers());
    return new TappedSubscriber<>(subscriber, exchange.responseBody(head.statusCode(), headers));
  }
}
