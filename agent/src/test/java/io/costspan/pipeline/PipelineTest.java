package io.costspan.pipeline;

import static io.costspan.pipeline.CallFixture.chat;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.health.Faults;
import io.costspan.rating.Rating;
import io.costspan.usage.CallStart;
import io.costspan.usage.Quantity;
import io.costspan.usage.Reasons;
import io.costspan.usage.UsageMeter;
import io.costspan.usage.UsageRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PipelineTest {
  private static final SpanRef SPAN = SpanRef.of("t", "s");

  private final List<RatedCall> shown = new ArrayList<>();
  private final Pipeline pipeline = new Pipeline(List.of(shown::add));

  @Test
  void end_afterOpen_isRatedAtOnceOnTheSameThread() {
    pipeline.open((usage, at) -> chat().rating(), (start, surroundings) -> call -> SPAN);

    call();

    assertThat(shown).singleElement().isEqualTo(chat().spanned(SPAN).build());
  }

  @Test
  void end_callOfARequest_isKeptByTelemetryWithoutTheRequest() {
    List<RatedCall> kept = new ArrayList<>();
    pipeline.addUpIn((trace, served) -> new FixedRequest(Map.of()));
    pipeline.open(
        (usage, at) -> chat().rating(),
        (start, surroundings) ->
            call -> {
              kept.add(call);
              return SPAN;
            });

    call();

    assertThat(kept).singleElement().extracting(RatedCall::request).isNull();
    assertThat(shown).singleElement().extracting(RatedCall::request).isNotNull();
  }

  @Test
  void end_beforeOpen_waitsAndIsRatedAtItsOwnStart() {
    List<Object> instants = new ArrayList<>();
    call();
    assertThat(shown).isEmpty();

    pipeline.open(
        (usage, at) -> {
          instants.add(at);
          return chat().rating();
        },
        Telemetry.NONE);

    assertThat(shown).hasSize(1);
    assertThat(instants).containsExactly(CallFixture.START);
  }

  @Test
  void end_ofAJobThatBeganBefore_isRatedAtThatTime() {
    Instant submittedAt = CallFixture.START.minusSeconds(3_600);
    List<Object> instants = new ArrayList<>();
    pipeline.open(
        (usage, at) -> {
          instants.add(at);
          return chat().rating();
        },
        Telemetry.NONE);

    pipeline.begin(CallFixture.start()).end(chat().facts(), chat().submitted(submittedAt).usage());

    assertThat(instants).containsExactly(submittedAt);
    assertThat(shown.get(0).facts().startedAt()).isEqualTo(CallFixture.START);
  }

  @Test
  void end_workMeasuredSeveralWays_isShownAsItsRatingSaysItWasBilled() {
    pipeline.open(
        (rated, at) -> chat().billedBy(rated.quantities().get(1)).rating(), Telemetry.NONE);
    UsageRecord usage = chat().usage();
    List<Quantity> measured = new ArrayList<>(usage.quantities());
    Quantity tokens = measured.get(0);
    measured.add(
        1, new Quantity(UsageMeter.CHARACTERS, tokens.count(), Map.of(), tokens.exactness(), true));

    pipeline.begin(CallFixture.start()).end(chat().facts(), usage.withQuantities(measured));

    assertThat(shown.get(0).usage().quantities())
        .containsExactly(
            new Quantity(
                UsageMeter.CHARACTERS, tokens.count(), Map.of(), tokens.exactness(), false),
            measured.get(2));
  }

  @Test
  void settle_isRatedAtTheSubmitAndShownWithoutSpan() {
    List<Object> recorded = new ArrayList<>();
    pipeline.settle(CallFixture.start(), chat().usage());
    assertThat(shown).isEmpty();

    pipeline.open(
        (usage, at) -> {
          recorded.add(at);
          return chat().rating();
        },
        new Telemetry() {
          @Override
          public Begun begin(CallStart start, Object surroundings) {
            throw new AssertionError("no span");
          }

          @Override
          public void record(RatedCall call) {
            recorded.add(call);
          }
        });

    RatedCall settled = shown.get(0);
    assertThat(recorded).containsExactly(CallFixture.START, settled);
    assertThat(settled.span()).isNull();
    assertThat(settled.facts())
        .isEqualTo(new CallFacts(CallFixture.START, 0, "api.openai.com", 443, 200, false, null));
  }

  @Test
  void settle_telemetryFails_theOutputsStillShowTheJob() {
    pipeline.open(
        (usage, at) -> chat().rating(),
        new Telemetry() {
          @Override
          public Begun begin(CallStart start, Object surroundings) {
            return call -> null;
          }

          @Override
          public void record(RatedCall call) {
            throw new IllegalStateException("a slip of ours");
          }
        });

    pipeline.settle(CallFixture.start(), chat().usage());

    assertThat(shown).hasSize(1);
  }

  @Test
  void end_moreThanTheQueueHoldsBeforeOpen_dropsAndCounts() {
    long before = faults("queue_full");
    for (int i = 0; i < 20_000; i++) {
      call();
    }
    long dropped = faults("queue_full") - before;
    pipeline.open((usage, at) -> chat().rating(), Telemetry.NONE);

    assertThat(dropped).isPositive();
    assertThat(shown).hasSize((int) (20_000 - dropped)).hasSizeGreaterThan(5_000);
  }

  @Test
  void close_callsStillWaiting_countsThem() {
    long before = faults("unopened");
    call();
    call();
    pipeline.close();

    assertThat(faults("unopened")).isEqualTo(before + 2);
  }

  @Test
  void open_whileCallsEnd_losesNone() throws InterruptedException {
    ConcurrentLinkedQueue<RatedCall> all = new ConcurrentLinkedQueue<>();
    for (int round = 0; round < 200; round++) {
      Pipeline racing = new Pipeline(List.of(all::add));
      CountDownLatch begun = new CountDownLatch(1);
      Thread application =
          new Thread(
              () -> {
                begun.countDown();
                racing.begin(CallFixture.start()).end(chat().facts(), chat().usage());
              });
      application.start();
      assertThat(begun.await(5, TimeUnit.SECONDS)).isTrue();
      racing.open((usage, at) -> chat().rating(), Telemetry.NONE);
      application.join();
    }

    assertThat(all).hasSize(200);
  }

  @Test
  void end_raterFails_isUnratedAndCounted() {
    long before = faults("rating");
    pipeline.open(
        (usage, at) -> {
          throw new IllegalStateException("a slip of ours");
        },
        Telemetry.NONE);

    call();

    assertThat(shown.get(0).rating().status()).isEqualTo(Rating.Status.UNRATED);
    assertThat(shown.get(0).rating().reason()).isEqualTo(Reasons.FAULT);
    assertThat(faults("rating")).isEqualTo(before + 1);
  }

  @Test
  void end_anOutputFails_theOthersStillShowTheCall() {
    CallOutput broken =
        call -> {
          throw new IllegalStateException("a slip of ours");
        };
    Pipeline both = new Pipeline(List.of(broken, shown::add));
    both.open(
        (usage, at) -> chat().rating(),
        (start, surroundings) -> {
          throw new IllegalStateException("another");
        });

    both.begin(CallFixture.start()).end(chat().facts(), chat().usage());

    assertThat(shown).singleElement().isEqualTo(chat().build());
  }

  private void call() {
    pipeline.begin(CallFixture.start()).end(chat().facts(), chat().usage());
  }

  private static long faults(String reason) {
    return Faults.counts().getOrDefault(reason, 0L);
  }
}
