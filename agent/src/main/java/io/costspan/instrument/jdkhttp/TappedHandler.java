package io.costspan.instrument.jdkhttp;

import io.costspan.exchange.Exchange;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import org.jspecify.annotations.Nullable;

/** The application's handler, applied exactly once, and its subscriber watched. */
record TappedHandler<T>(BodyHandler<T> delegate, Exchange exchange) implements BodyHandler<T> {
  @Override
  public @Nullable BodySubscriber<T> apply(ResponseInfo head) {
    BodySubscriber<T> subscriber = delegate.apply(head);
    return subscriber == null
        ? null
        : new TappedSubscriber<>(
            subscriber, exchange.responseBody(head.statusCode(), new JdkHeaders(head.headers())));
  }
}
