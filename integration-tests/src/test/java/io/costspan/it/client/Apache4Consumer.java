package io.costspan.it.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.apache.http.HttpResponse;
import org.apache.http.concurrent.FutureCallback;
import org.apache.http.nio.ContentDecoder;
import org.apache.http.nio.IOControl;
import org.apache.http.nio.protocol.HttpAsyncResponseConsumer;
import org.apache.http.protocol.HttpContext;

/** An application's consumer, which takes what the application reads. */
final class Apache4Consumer implements HttpAsyncResponseConsumer<Void>, FutureCallback<Void> {
  private static final int PIECE_BYTES = 8192;
  private static final int MOST_PIECES = 4;

  final CompletableFuture<HttpResponse> head = new CompletableFuture<>();
  final Received body;
  private volatile boolean done;
  private volatile Exception failure;

  Apache4Consumer(Runnable whenClosed) {
    body = new Received(whenClosed);
  }

  @Override
  public void responseReceived(HttpResponse response) {
    head.complete(response);
  }

  @Override
  public void consumeContent(ContentDecoder decoder, IOControl control) throws IOException {
    body.whenRead(count -> control.requestInput());
    ByteBuffer piece = ByteBuffer.allocate(PIECE_BYTES);
    while (body.waiting() < MOST_PIECES && decoder.read(piece) > 0) {
      body.add(piece.flip());
      piece.clear();
    }
    if (body.waiting() >= MOST_PIECES) {
      control.suspendInput();
      if (body.waiting() < MOST_PIECES) {
        control.requestInput();
      }
    }
  }

  @Override
  public void responseCompleted(HttpContext context) {
    done = true;
    body.end();
  }

  @Override
  public void failed(Exception cause) {
    failure = cause;
    done = true;
    head.completeExceptionally(cause);
    body.fail(cause);
  }

  @Override
  public boolean cancel() {
    failed(new CancellationException("cancelled"));
    return true;
  }

  @Override
  public void completed(Void result) {}

  @Override
  public void cancelled() {
    failed(new CancellationException("cancelled"));
  }

  @Override
  public Exception getException() {
    return failure;
  }

  @Override
  public Void getResult() {
    return null;
  }

  @Override
  public boolean isDone() {
    return done;
  }

  @Override
  public void close() {}
}
