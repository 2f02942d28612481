package io.costspan.instrument.jdkhttp;

import io.costspan.exchange.HeldBody;
import io.costspan.health.Faults;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * The application's publisher, which is subscribed to once for what it begins with, before the
 * client does: the client is then given the same subscription, and what has come already. It asks
 * for one piece after the other until it is known whether the request is sent.
 */
final class UndecidedPublisher implements BodyPublisher, Subscriber<ByteBuffer>, Subscription {
  private final BodyPublisher publisher;
  private final CompletableFuture<Void> decided = new CompletableFuture<>();
  private final Deque<ByteBuffer> pieces = new ArrayDeque<>();
  private Decision decision = (begin, isAll) -> true;
  private long bytes;

  /** Looks at the body again when there is twice as much of it. */
  private long enoughBytes = 1;

  private boolean isRead;
  private @Nullable Subscription source;
  private @Nullable Subscriber<? super ByteBuffer> client;
  private long demand;
  private long outstanding;
  private boolean isDraining;
  private boolean isOver;
  private boolean isTold;
  private @Nullable Throwable failure;

  /** Decides whether a request is sent. */
  @FunctionalInterface
  interface Decision {
    /**
     * @param begin what has come of the body
     * @param isAll whether no more is waited for
     * @return false if more of it is needed
     * @throws IOException if the request is not to be sent
     */
    boolean isMade(List<ByteBuffer> begin, boolean isAll) throws IOException;
  }

  UndecidedPublisher(BodyPublisher publisher) {
    this.publisher = publisher;
  }

  @Override
  public long contentLength() {
    return publisher.contentLength();
  }

  /** Reads until it is decided whether the request is sent; fails if it is not. */
  CompletableFuture<Void> read(Decision deciding) {
    decision = deciding;
    setRead(true);
    try {
      publisher.subscribe(this);
    } catch (Throwable ofApplication) {
      // It will throw for the client as well.
      setRead(false);
      decided.complete(null);
    }
    return decided;
  }

  private synchronized void setRead(boolean read) {
    isRead = read;
    outstanding = read ? 1 : 0;
  }

  /** The client, for the first time, or again because it repeats the request. */
  @Override
  public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
    boolean isFirst;
    synchronized (this) {
      isFirst = isRead && client == null;
      if (isFirst) {
        client = subscriber;
      }
    }
    if (isFirst) {
      subscriber.onSubscribe(this);
      drain();
    } else {
      publisher.subscribe(subscriber);
    }
  }

  /** Nobody is going to subscribe any more, unless the client has done so already. */
  void abandon() {
    boolean isUnused;
    synchronized (this) {
      isUnused = client == null;
    }
    if (isUnused) {
      cancel();
    }
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    long asked;
    synchronized (this) {
      source = subscription;
      asked = outstanding;
    }
    subscription.request(asked);
  }

  @Override
  public void onNext(ByteBuffer piece) {
    synchronized (this) {
      pieces.add(piece);
      outstanding--;
    }
    if (decided.isDone()) {
      drain();
    } else {
      bytes += piece.remaining();
      look(bytes > HeldBody.LIMIT_BYTES);
    }
  }

  private void look(boolean isAll) {
    if (bytes < enoughBytes && !isAll) {
      readOn();
      return;
    }
    enoughBytes = 2 * bytes;
    List<ByteBuffer> begin;
    synchronized (this) {
      begin = new ArrayList<>(pieces);
    }
    try {
      if (decision.isMade(begin, isAll)) {
        decided.complete(null);
      } else {
        readOn();
      }
    } catch (IOException refusal) {
      decided.completeExceptionally(refusal);
      cancel();
    } catch (Throwable fault) {
      Faults.count("admission", fault);
      decided.complete(null);
    }
  }

  private void readOn() {
    Subscription open;
    synchronized (this) {
      outstanding++;
      open = source;
    }
    if (open != null) {
      open.request(1);
    }
  }

  @Override
  public void onError(Throwable cause) {
    synchronized (this) {
      failure = cause;
      isOver = true;
    }
    decided.complete(null);
    drain();
  }

  @Override
  public void onComplete() {
    synchronized (this) {
      isOver = true;
    }
    if (!decided.isDone()) {
      look(true);
    }
    drain();
  }

  @Override
  public void request(long count) {
    synchronized (this) {
      demand = count > Long.MAX_VALUE - demand ? Long.MAX_VALUE : demand + count;
    }
    drain();
  }

  @Override
  public void cancel() {
    Subscription open;
    synchronized (this) {
      open = source;
      pieces.clear();
    }
    if (open != null) {
      open.cancel();
    }
  }

  /** Passes on what the client has asked for, one thread at a time. */
  private void drain() {
    Subscriber<? super ByteBuffer> to;
    synchronized (this) {
      to = client;
      if (isDraining || to == null) {
        return;
      }
      isDraining = true;
    }
    Runnable next = next(to);
    while (next != null) {
      next.run();
      next = next(to);
    }
  }

  /** What is to be done next, null if it is nothing. */
  private synchronized @Nullable Runnable next(Subscriber<? super ByteBuffer> to) {
    if (demand > 0 && !pieces.isEmpty()) {
      demand--;
      ByteBuffer piece = pieces.remove();
      return () -> to.onNext(piece);
    }
    if (isOver && pieces.isEmpty() && !isTold) {
      isTold = true;
      Throwable cause = failure;
      return cause == null ? to::onComplete : () -> to.onError(cause);
    }
    Subscription open = source;
    if (open != null && !isOver && demand > outstanding) {
      long missing = demand - outstanding;
      outstanding = demand;
      return () -> open.request(missing);
    }
    isDraining = false;
    return null;
  }
}
