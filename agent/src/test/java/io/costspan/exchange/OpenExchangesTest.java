package io.costspan.exchange;

import static io.costspan.wire.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.health.Faults;
import io.costspan.health.OwnThreads;
import io.costspan.owner.Owners;
import io.costspan.provider.Request;
import io.costspan.usage.End;
import io.costspan.wire.Headers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class OpenExchangesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");
  private static final byte[] QUESTION = utf8("{\"model\":\"m\",\"n\":2}");
  private static final byte[] REPLY = utf8("{\"usage\":{\"in\":3}}");
  private static final byte[] HALF_REPLY = utf8("{\"usage\":{\"in\":3,");

  private final FakeProvider provider = new FakeProvider();
  private final OpenExchanges underWay = new OpenExchanges();
  private final Exchanges exchanges =
      new Exchanges((host, port) -> provider, provider, underWay, called -> {});

  @Test
  void exit_withinTheReply_isClosed() {
    BodyTap tap = answered(open());
    underWay.settleAll(PATIENCE);
    tap.bytes(HALF_REPLY, 0, HALF_REPLY.length);
    tap.end();

    assertThat(provider.ends).containsExactly(End.CLOSED);
    assertThat(provider.onlyFacts().status()).isEqualTo(200);
  }

  @Test
  void exit_afterTheRequest_isClosed() {
    BodyTap tap = open().requestBody("application/json", null);
    tap.bytes(QUESTION, 0, QUESTION.length);
    underWay.settleAll(PATIENCE);

    assertThat(provider.ends).containsExactly(End.CLOSED);
    assertThat(provider.onlyFacts().status()).isZero();
  }

  @Test
  void exit_afterARequestOfMedia_isClosed() {
    open().requestBody("audio/mpeg", null);
    underWay.settleAll(PATIENCE);
    assertThat(provider.ends).containsExactly(End.CLOSED);
  }

  @Test
  void exit_beforeTheRequest_isNotSent() {
    Exchange exchange = open();
    underWay.settleAll(PATIENCE);
    exchange.failed(null);
    assertThat(provider.ends).containsExactly(End.NOT_SENT);
  }

  @Test
  void exit_withinTheRequest_isNotSent() {
    BodyTap tap = open().requestBody("application/json", null);
    tap.bytes(QUESTION, 0, 5);
    underWay.settleAll(PATIENCE);
    assertThat(provider.ends).containsExactly(End.NOT_SENT);
  }

  @Test
  void exit_endedExchange_givesNoSecondCall() {
    BodyTap tap = answered(open());
    tap.close();
    underWay.settleAll(PATIENCE);
    assertThat(provider.facts).hasSize(1);
  }

  @Test
  void exit_threadWithinTheReply_isWaitedFor() throws Exception {
    Thread exit = Thread.currentThread();
    CountDownLatch inside = new CountDownLatch(1);
    BodyTap tap = answered(open());
    provider.onComplete =
        () -> {
          inside.countDown();
          await(() -> exit.getState() == Thread.State.TIMED_WAITING);
        };
    Thread reader = new Thread(() -> tap.bytes(REPLY, 0, REPLY.length));
    reader.start();
    inside.await();
    underWay.settleAll(PATIENCE);

    assertThat(provider.ends).containsExactly(End.CLOSED);
    reader.join();
  }

  @Test
  void exit_exchangeThatBeginsAfterIt_isCounted() {
    long before = faults("begun_at_exit");
    underWay.settleAll(PATIENCE);
    answered(open()).close();

    assertThat(provider.ends).containsExactly(End.CLOSED);
    assertThat(faults("begun_at_exit")).isEqualTo(before + 1);
  }

  @Test
  void exit_noTimeLeft_countsWhatIsLost() {
    long before = faults("unsettled_at_exit");
    Exchange exchange = open();
    underWay.settleAll(Duration.ZERO);

    assertThat(provider.ends).isEmpty();
    assertThat(faults("unsettled_at_exit")).isEqualTo(before + 1);
    exchange.failed(null);
  }

  @Test
  void hold_moreThanTheLimit_isCounted() {
    long before = faults("open_exchanges_full");
    OpenExchanges few = new OpenExchanges(1);
    LiveExchange exchange =
        new LiveExchange(
            null, provider, (facts, usage) -> {}, exchanges.jobs(), Owners.NONE, false);
    few.hold(exchange);
    assertThat(faults("open_exchanges_full")).isEqualTo(before);
    few.hold(exchange);
    assertThat(faults("open_exchanges_full")).isEqualTo(before + 1);
  }

  @Test
  void dropped_replyThatNobodyHolds_isClosed() throws Exception {
    Thread settler = settler();
    BodyTap held = answered(open());
    BodyTap dropped = answered(open());
    dropped.bytes(HALF_REPLY, 0, HALF_REPLY.length);
    dropped = null;
    awaitCalls(1);

    assertThat(provider.ends).containsExactly(End.CLOSED);
    held.end();
    assertThat(provider.facts).hasSize(2);
    settler.interrupt();
    settler.join();
  }

  @Test
  void dropped_exchangeThatNobodyHolds_isClosed() throws Exception {
    Thread settler = settler();
    open();
    awaitCalls(1);

    assertThat(provider.ends).containsExactly(End.CLOSED);
    settler.interrupt();
    settler.join();
  }

  @Test
  void dropped_requestStillHeld_isUnderWay() throws Exception {
    Thread settler = settler();
    BodyTap request = open().requestBody("application/json", null);
    open();
    awaitCalls(1);

    assertThat(provider.ends).hasSize(1);
    request.bytes(QUESTION, 0, QUESTION.length);
    settler.interrupt();
    settler.join();
  }

  private Exchange open() {
    return exchanges.open(provider, Request.of("POST", "/v1/chat", Headers.NONE));
  }

  private static BodyTap answered(Exchange exchange) {
    return exchange.responseBody(200, JSON::get);
  }

  private Thread settler() {
    Thread settler = OwnThreads.loop("settler", underWay::settleDropped);
    settler.start();
    return settler;
  }

  private void awaitCalls(int count) {
    await(
        () -> {
          System.gc();
          return provider.facts.size() >= count;
        });
    assertThat(provider.facts).hasSize(count);
  }

  private static void await(BooleanSupplier condition) {
    long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() < deadlineNanos) {
      Thread.onSpinWait();
    }
  }

  private static long faults(String reason) {
    return Faults.counts().getOrDefault(reason, 0L);
  }
}
