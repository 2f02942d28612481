package io.costspan.exchange;

import static io.costspan.wire.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.health.Faults;
import io.costspan.owner.Owners;
import io.costspan.reading.Jobs;
import io.costspan.usage.End;
import io.costspan.wire.Bytes;
import io.costspan.wire.Framing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A request may still be written while its reply is read, cancelled or lost. */
class TwoThreadsTest {
  private static final int ROUNDS = 3000;
  private static final byte[] REQUEST = utf8("{\"messages\":[\"x\"],\"model\":\"m\",\"n\":2}");
  private static final Map<String, String> GZIP =
      Map.of("Content-Type", "application/json", "Content-Encoding", "gzip");
  private static final byte[] REPLY = utf8("{\"usage\":{\"in\":3,\"out\":5}}");

  @Test
  void bytes_onBothSidesAtOnce_giveOneCall() throws Exception {
    race(
        exchange -> feed(exchange.requestBody("application/json", null), REQUEST),
        exchange ->
            feed(
                exchange.responseBody(200, Map.of("Content-Type", "application/json")::get), REPLY),
        End.COMPLETE);
  }

  @Test
  void failed_whileTheRequestIsWritten_givesOneCall() throws Exception {
    race(
        exchange -> feed(exchange.requestBody("application/json", null), REQUEST),
        exchange -> exchange.failed(null),
        End.NO_RESPONSE,
        End.NOT_SENT);
  }

  @Test
  void close_whileTheReplyIsRead_givesOneCall() throws Exception {
    raceWithinTheReply(BodyTap::close, End.CLOSED);
  }

  @Test
  void fail_whileTheReplyIsRead_givesOneCall() throws Exception {
    raceWithinTheReply(tap -> tap.fail(null), End.FAILED);
  }

  @Test
  void close_whileTheRequestIsWritten_leavesTheCallAlone() throws Exception {
    byte[] request = Bytes.gzip(REQUEST);
    AtomicReference<BodyTap> tap = new AtomicReference<>();
    race(
        exchange -> tap.set(exchange.requestBody("application/json", "gzip")),
        exchange -> feed(tap.get(), request),
        exchange -> {
          tap.get().close();
          exchange.failed(null);
        },
        End.NO_RESPONSE,
        End.NOT_SENT);
  }

  @Test
  void close_bytesOfAnotherThread_areNotParsedBeforeItsEnd() {
    FakeProvider provider = new FakeProvider();
    LiveExchange exchange =
        new LiveExchange(
            null,
            provider,
            (facts, usage) -> {},
            new Jobs((start, usage) -> {}),
            Owners.NONE,
            false);
    List<String> parsed = new ArrayList<>();
    new LateBytes(exchange, new WritingFraming(parsed)).close();

    assertThat(parsed).containsExactly("drained", "released");
  }

  /** A tap to which another thread brings bytes while its end is told. */
  private static final class LateBytes extends LiveTap {
    LateBytes(LiveExchange exchange, Framing framing) {
      super(exchange, Turnstile.Side.RESPONSE, framing);
    }

    @Override
    void advanced(Framing framing) {}

    @Override
    void ended(Framing framing) {}

    @Override
    void closed(Framing framing) {
      bytes(REPLY, 0, 1);
    }

    @Override
    void failed(Framing framing, Throwable cause) {}
  }

  private record WritingFraming(List<String> parsed) implements Framing {
    @Override
    public void bytes(byte[] array, int from, int to) {
      parsed.add("bytes");
    }

    @Override
    public void drain() {
      parsed.add("drained");
    }

    @Override
    public void end() {
      parsed.add("ended");
    }

    @Override
    public State state() {
      return State.OPEN;
    }

    @Override
    public void release() {
      parsed.add("released");
    }
  }

  private static void raceWithinTheReply(Consumer<BodyTap> stop, End expected) throws Exception {
    byte[] reply = Bytes.gzip(Arrays.copyOf(REPLY, REPLY.length - 1));
    AtomicReference<BodyTap> tap = new AtomicReference<>();
    race(
        exchange -> tap.set(exchange.responseBody(200, GZIP::get)),
        exchange -> feed(tap.get(), reply),
        exchange -> stop.accept(tap.get()),
        expected);
  }

  private interface Part {
    void play(Exchange exchange);
  }

  private static void race(Part one, Part other, End... expected) throws Exception {
    race(exchange -> {}, one, other, expected);
  }

  private static void race(Part before, Part one, Part other, End... expected) throws Exception {
    Map<String, Long> faults = Faults.counts();
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      for (int round = 0; round < ROUNDS; round++) {
        FakeProvider provider = new FakeProvider();
        Exchange exchange = provider.open();
        before.play(exchange);
        CyclicBarrier start = new CyclicBarrier(2);
        Future<?> first = threads.submit(() -> started(start, exchange, one));
        Future<?> second = threads.submit(() -> started(start, exchange, other));
        first.get();
        second.get();
        assertThat(provider.ends).hasSize(1).isSubsetOf(expected);
        assertThat(provider.facts).hasSize(1);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(Faults.counts()).isEqualTo(faults);
  }

  private static Void started(CyclicBarrier start, Exchange exchange, Part part) throws Exception {
    start.await();
    part.play(exchange);
    return null;
  }

  private static void feed(BodyTap tap, byte[] bytes) {
    for (int at = 0; at < bytes.length; at++) {
      tap.bytes(bytes, at, 1);
    }
  }
}
