package io.costspan.instrument.reactornetty1;

import io.costspan.exchange.BodyTap;
import io.costspan.exchange.HeldBody;
import io.costspan.exchange.LaterBody;
import io.costspan.exchange.MessageHop;
import io.costspan.health.Faults;
import io.costspan.provider.Request;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.NettyOutbound;
import reactor.netty.http.HttpOperations;
import reactor.netty.http.client.HttpClientRequest;

/**
 * Waits for as much of a body as it takes to decide whether anything is sent at all. Then the head
 * is sent as ever, and the body after it. The body is subscribed to once.
 */
final class UndecidedBody {
  private static final Constructor<?> NOTHING_SENT = outbound();

  /** As much as the client asks for at first, on whose thread the body may wait for that. */
  private static final int PREFETCH = 128;

  private final MessageHop hop;
  private final HttpOperations<?, ?> operations;
  private final List<ByteBuf> pieces = new ArrayList<>();
  private long bytes;
  private boolean decided;
  private @Nullable IOException refusal;

  /** Looks at the body again when there is twice as much of it. */
  private long enoughBytes = 1;

  UndecidedBody(MessageHop hop, HttpOperations<?, ?> operations) {
    this.hop = hop;
    this.operations = operations;
  }

  /** One of the client's own, which sends the head only if it is told to. */
  private static Constructor<?> outbound() {
    try {
      Constructor<?> outbound =
          Class.forName(
                  HttpOperations.class.getName() + "$PostHeadersNettyOutbound",
                  false,
                  HttpOperations.class.getClassLoader())
              .getConstructor(Mono.class, HttpOperations.class, ByteBuf.class);
      outbound.setAccessible(true);
      return outbound;
    } catch (ReflectiveOperationException unknownVersion) {
      throw new LinkageError("Reactor Netty", unknownVersion);
    }
  }

  /** What the application gets for its body, as if the client had made it. */
  NettyOutbound send(Publisher<? extends ByteBuf> body) throws ReflectiveOperationException {
    NettyOutbound nothing =
        (NettyOutbound) NOTHING_SENT.newInstance(Mono.empty(), operations, null);
    return nothing.then(
        body instanceof Mono<? extends ByteBuf> whole ? sendWhole(whole) : sendPieces(body));
  }

  private Mono<Void> sendWhole(Mono<? extends ByteBuf> whole) {
    return whole.flatMap(
        piece -> {
          pieces.add(piece);
          IOException refusal = decide(true);
          if (refusal == null) {
            return operations.send(Mono.just(piece)).then();
          }
          piece.release();
          return Mono.error(refusal);
        });
  }

  private Mono<Void> sendPieces(Publisher<? extends ByteBuf> body) {
    return Flux.<ByteBuf>from(body)
        .publishOn(Schedulers.immediate(), PREFETCH)
        .bufferUntil(this::suffices)
        .<Void>switchOnFirst(
            (first, all) -> {
              if (first.isOnError()) {
                return all.then();
              }
              IOException its = decided ? refusal : decide(true);
              return its == null
                  ? operations.send(all.flatMapIterable(some -> some)).then()
                  : refuse(all, its);
            })
        .doOnDiscard(ByteBuf.class, UndecidedBody::release)
        .then();
  }

  private boolean suffices(ByteBuf piece) {
    if (decided) {
      return true;
    }
    pieces.add(piece);
    bytes += piece.readableBytes();
    if (bytes >= enoughBytes) {
      enoughBytes = 2 * bytes;
      decide(bytes > HeldBody.LIMIT_BYTES);
    }
    return decided;
  }

  /**
   * @param isAll whether more is not waited for
   * @return the exception if the request is refused
   */
  private @Nullable IOException decide(boolean isAll) {
    try {
      HttpClientRequest request = (HttpClientRequest) operations;
      HeldBody seen = tap -> show(tap, isAll);
      refusal =
          hop.refuse(
              Request.of(
                  operations.method().name(), operations.uri(), request.requestHeaders()::get),
              isAll ? seen : new LaterBody(seen));
      decided = !hop.isUndecided();
    } catch (Throwable fault) {
      Faults.count("admission", fault);
      hop.goesOn();
      decided = true;
    }
    if (decided) {
      pieces.clear();
    }
    return refusal;
  }

  private boolean show(BodyTap tap, boolean isAll) {
    for (ByteBuf piece : pieces) {
      for (ByteBuffer part : piece.nioBuffers()) {
        tap.bytes(part);
      }
    }
    return isAll;
  }

  /** Takes what has come already, so that it can be released. */
  private static Flux<Void> refuse(Flux<List<ByteBuf>> all, IOException refusal) {
    return all.handle(
        (unsent, failed) -> {
          unsent.forEach(UndecidedBody::release);
          failed.error(refusal);
        });
  }

  private static void release(ByteBuf unsent) {
    if (unsent.refCnt() > 0) {
      unsent.release();
    }
  }
}
