package io.costspan.instrument.jdkhttp;

import io.costspan.exchange.BodyTap;
import io.costspan.exchange.Exchange;
import io.costspan.exchange.Gate;
import io.costspan.exchange.HeldBody;
import io.costspan.exchange.LaterBody;
import io.costspan.exchange.Links;
import io.costspan.health.Faults;
import io.costspan.provider.Endpoint;
import io.costspan.provider.Request;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A call that is sent only if that which its body begins with does not forbid it. */
final class UndecidedCall {
  private static final Links<UndecidedCall> UNDECIDED = new Links<>();

  /** Whoever publishes more slowly than that does not wait any longer. */
  private static final long PATIENCE_MILLIS = 1_000;

  private final Endpoint endpoint;
  private final Request head;
  private final UndecidedPublisher body;
  private final @Nullable Object surroundings;
  private final Function<Exchange, JdkHttpCall> opener;
  private volatile Executor executor = Runnable::run;
  private LaterBody latest = new LaterBody();
  private boolean isAsked;
  private boolean isSent;
  private @Nullable IOException refusal;
  private volatile @Nullable JdkHttpCall opened;

  private UndecidedCall(
      Endpoint endpoint,
      Request head,
      UndecidedPublisher body,
      Function<Exchange, JdkHttpCall> opener) {
    this.endpoint = endpoint;
    this.head = head;
    this.body = body;
    this.opener = opener;
    this.surroundings = Gate.surroundings();
  }

  /**
   * @param multi the JDK's own object for the call
   * @param opener opens the call when it is sent
   */
  static void begin(
      Endpoint endpoint,
      Request head,
      UndecidedPublisher body,
      Object multi,
      Function<Exchange, JdkHttpCall> opener) {
    UNDECIDED.put(multi, new UndecidedCall(endpoint, head, body, opener));
  }

  /**
   * The call to which that object of the JDK belongs, or null.
   *
   * @param executor of the client, which sends the call when that is decided
   */
  static @Nullable UndecidedCall of(Object multi, Executor executor) {
    UndecidedCall call = UNDECIDED.find(multi);
    if (call != null) {
      call.executor = executor;
    }
    return call;
  }

  /** The same, which is not asked for again: it leads to that object. */
  static @Nullable UndecidedCall take(Object multi) {
    UndecidedCall call = UNDECIDED.find(multi);
    UNDECIDED.remove(multi);
    return call;
  }

  /** Begins to read the body. The future fails with the exception if the call is refused. */
  CompletableFuture<Void> decide() {
    return body.read(this::isDecided)
        .completeOnTimeout(null, PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
        .thenComposeAsync(none -> send(), executor);
  }

  private synchronized boolean isDecided(List<ByteBuffer> begin, boolean isAll) throws IOException {
    if (isSent) {
      return true;
    }
    HeldBody seen = tap -> show(begin, isAll, tap);
    latest = new LaterBody(seen);
    refuse(isAll ? seen : latest);
    return isAll || !latest.isWanted();
  }

  private static boolean show(List<ByteBuffer> pieces, boolean isAll, BodyTap tap) {
    pieces.forEach(tap::bytes);
    return isAll;
  }

  private void refuse(HeldBody seen) throws IOException {
    isAsked = true;
    refusal = Gate.refuse(endpoint, head, surroundings, seen);
    if (refusal != null) {
      throw refusal;
    }
  }

  /** The call is sent, unless it was refused at the last moment. */
  private synchronized CompletableFuture<Void> send() {
    try {
      if (!isAsked) {
        refuse(HeldBody.UNSEEN);
      }
    } catch (IOException refused) {
      body.abandon();
    }
    if (refusal != null) {
      return CompletableFuture.failedFuture(refusal);
    }
    isSent = true;
    latest.goesOn();
    try {
      Exchange exchange = Gate.open(endpoint, head, surroundings);
      if (exchange != null) {
        opened = opener.apply(exchange);
      }
    } catch (Throwable fault) {
      Faults.count("exchange", fault);
    }
    return CompletableFuture.completedFuture(null);
  }

  /** See {@link JdkHttpCall#awaitEnd}. */
  void awaitEnd(CompletableFuture<? extends HttpResponse<?>> internal) {
    internal.whenComplete(this::over);
  }

  private void over(@Nullable HttpResponse<?> response, @Nullable Throwable failure) {
    body.abandon();
    JdkHttpCall call = opened;
    if (call != null) {
      call.over(response, failure);
    }
  }
}
