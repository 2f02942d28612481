package io.costspan.it.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.protocol.HttpContext;

/** An application's consumer, which takes what the application reads. */
final class Apache5Consumer implements AsyncResponseConsumer<Void>, FutureCallback<Void> {
  final CompletableFuture<HttpResponse> head = new CompletableFuture<>();
  final Received body;
  private final AtomicInteger read = new AtomicInteger();
  private volatile CapacityChannel capacity;
  private FutureCallback<Void> callback;

  Apache5Consumer(Runnable whenClosed) {
    body = new Received(whenClosed);
    body.whenRead(this::grant);
  }

  @Override
  public void consumeResponse(
      HttpResponse response,
      EntityDetails entity,
      HttpContext context,
      FutureCallback<Void> callback) {
    this.callback = callback;
    head.complete(response);
    if (entity == null) {
      streamEnd(List.of());
    }
  }

  @Override
  public void informationResponse(HttpResponse response, HttpContext context) {}

  /** Beyond what fits the client's first window, what has been read makes room. */
  @Override
  public void updateCapacity(CapacityChannel channel) {
    capacity = channel;
    grant(0);
  }

  private void grant(int count) {
    read.addAndGet(count);
    CapacityChannel channel = capacity;
    int room = channel == null ? 0 : read.getAndSet(0);
    if (room > 0) {
      try {
        channel.update(room);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void consume(ByteBuffer bytes) {
    body.add(bytes);
  }

  @Override
  public void streamEnd(List<? extends Header> trailers) {
    body.end();
    callback.completed(null);
  }

  /** Of a cancellation the client tells in two ways, in any order. */
  @Override
  public void failed(Exception cause) {
    if (cause.getClass() == InterruptedIOException.class) {
      cancelled();
    } else {
      head.completeExceptionally(cause);
      body.fail(cause);
    }
  }

  @Override
  public void completed(Void result) {}

  @Override
  public void cancelled() {
    failed(new CancellationException("cancelled"));
  }

  @Override
  public void releaseResources() {}
}
