package io.costspan.it.client;

import static io.costspan.it.apps.Transcript.bytes;
import static io.costspan.it.apps.Transcript.line;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Asks for one buffer list after the other, each a while after the last one. */
final class DemandWatch implements Subscriber<List<ByteBuffer>> {
  private static final int PAUSE_MILLIS = 20;

  private final Set<String> told = new ConcurrentSkipListSet<>();
  private final AtomicInteger asked = new AtomicInteger();
  private final CompletableFuture<byte[]> body = new CompletableFuture<>();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private Subscription subscription;

  /** Also tells who subscribes to it, and how much they ask for at a time. */
  BodyPublisher publisher(String text) {
    BodyPublisher whole = BodyPublishers.ofString(text);
    return BodyPublishers.fromPublisher(
        subscriber -> {
          told.add("subscribed by " + subscriber.getClass().getName());
          whole.subscribe(new Asked(subscriber));
        },
        text.getBytes(UTF_8).length);
  }

  void tell() throws Exception {
    bytes(body.get());
    told.forEach(text -> line(text));
  }

  @Override
  public void onSubscribe(Subscription given) {
    told.add("subscribed to " + given.getClass().getName());
    subscription = given;
    askForOne();
  }

  private void askForOne() {
    asked.incrementAndGet();
    subscription.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    if (asked.decrementAndGet() != 0) {
      told.add("got more than it asked for");
    }
    for (ByteBuffer buffer : buffers) {
      told.add("buffer " + buffer.isReadOnly() + buffer.isDirect() + buffer.hasArray());
      byte[] part = new byte[buffer.remaining()];
      buffer.get(part);
      bytes.writeBytes(part);
    }
    CompletableFuture.delayedExecutor(PAUSE_MILLIS, TimeUnit.MILLISECONDS).execute(this::askForOne);
  }

  @Override
  public void onError(Throwable failure) {
    body.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    body.complete(bytes.toByteArray());
  }

  /** Stands between a publisher and who subscribes to it. */
  private final class Asked implements Subscriber<ByteBuffer> {
    private final Subscriber<? super ByteBuffer> subscriber;

    Asked(Subscriber<? super ByteBuffer> subscriber) {
      this.subscriber = subscriber;
    }

    @Override
    public void onSubscribe(Subscription given) {
      subscriber.onSubscribe(
          new Subscription() {
            @Override
            public void request(long count) {
              told.add("is asked for " + count);
              given.request(count);
            }

            @Override
            public void cancel() {
              told.add("is cancelled");
              given.cancel();
            }
          });
    }

    @Override
    public void onNext(ByteBuffer buffer) {
      subscriber.onNext(buffer);
    }

    @Override
    public void onError(Throwable failure) {
      subscriber.onError(failure);
    }

    @Override
    public void onComplete() {
      subscriber.onComplete();
    }
  }
}
