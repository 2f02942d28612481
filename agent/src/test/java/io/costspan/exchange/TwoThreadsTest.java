package io.costspan.exchange;

import static io.costspan.exchange.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.usage.End;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** A request may still be written while its reply is read, cancelled or lost. */
class TwoThreadsTest {
  private static final int ROUNDS = 3000;
  private static final byte[] REQUEST = utf8("{\"messages\":[\"x\"],\"model\":\"m\",\"n\":2}");
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
        End.NO_RESPONSE);
  }

  private interface Part {
    void play(Exchange exchange);
  }

  private static void race(Part one, Part other, End expected) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      for (int round = 0; round < ROUNDS; round++) {
        FakeProvider provider = new FakeProvider();
        Exchange exchange = provider.open();
        CyclicBarrier start = new CyclicBarrier(2);
        Future<?> first = threads.submit(() -> started(start, exchange, one));
        Future<?> second = threads.submit(() -> started(start, exchange, other));
        first.get();
        second.get();
        assertThat(provider.ends).containsExactly(expected);
        assertThat(provider.facts).hasSize(1);
      }
    } finally {
      threads.shutdownNow();
    }
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
