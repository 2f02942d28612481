package io.costspan.instrument.jdkhttp;

import io.costspan.exchange.BodyTap;
import io.costspan.exchange.Exchange;
import io.costspan.health.Faults;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** The application's handler, applied exactly once, with its subscriber watched. */
record JdkHttpResponseTap<T>(BodyHandler<T> delegate, Exchange exchange) implements BodyHandler<T> {
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
    return new Body<>(subscriber, exchange.responseBody(head.statusCode(), headers));
  }

  private static final class Body<T>
      extends JdkHttpSubscriberTap<List<ByteBuffer>, BodySubscriber<T>>
      implements BodySubscriber<T> {
    Body(BodySubscriber<T> delegate, BodyTap tap) {
      super(delegate, tap);
    }

    @Override
    public CompletionStage<T> getBody() {
      return delegate.getBody();
    }

    @Override
    public void onSubscribe(Subscription subscription) {
      Subscription watched = subscription;
      try {
        watched = new Demand(subscription, tap);
      } catch (Throwable fault) {
        Faults.uncaught++;
      }
      delegate.onSubscribe(watched);
    }

    @Override
    void show(List<ByteBuffer> buffers) {
      for (ByteBuffer buffer : buffers) {
        tap.bytes(buffer);
      }
    }

    private record Demand(Subscription delegate, BodyTap tap) implements Subscription {
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
}
