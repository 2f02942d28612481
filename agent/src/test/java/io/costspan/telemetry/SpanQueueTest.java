package io.costspan.telemetry;

import static io.costspan.pipeline.CallFixture.chat;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.health.Faults;
import io.costspan.profile.CallAttribute;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SpanQueueTest {
  private static final int SPANS = 3 * SpanQueue.LIMIT;
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final CallDescription CALL = new CallDescription(chat().build(), List.of(), false);

  private final List<SpanData> exported = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch release = new CountDownLatch(1);
  private final long droppedBefore = dropped();

  @Test
  void add_exporterHangs_everySpanIsExportedOrCounted() {
    end(() -> true);

    assertThat(exported).hasSizeLessThan(SPANS);
    assertThat(exported.size() + dropped() - droppedBefore).isEqualTo(SPANS);
  }

  @Test
  void add_nobodyMissesThem_countsNothing() {
    end(() -> false);

    assertThat(exported).hasSizeLessThan(SPANS);
    assertThat(dropped()).isEqualTo(droppedBefore);
  }

  @Test
  @Timeout(60)
  void add_batchesOfSpans_areSentBeforeTheirTimeAndNoLarger() throws InterruptedException {
    CountDownLatch first = new CountDownLatch(1);
    CountDownLatch second = new CountDownLatch(2);
    SpanQueue queue =
        queue(
            LONG,
            request ->
                export(
                    request,
                    () -> {
                      first.countDown();
                      second.countDown();
                    }),
            () -> true);

    for (int i = 0; i < 600; i++) {
      end(queue, i);
    }
    first.await();
    assertThat(exported).hasSize(512);
    for (int i = 600; i < 1024; i++) {
      end(queue, i);
    }
    second.await();

    assertThat(startsOf(exported)).isEqualTo(LongStream.range(0, 1024).boxed().toList());
  }

  @Test
  @Timeout(60)
  void add_oneSpan_isSentAfterAWhile() throws InterruptedException {
    CountDownLatch sent = new CountDownLatch(1);
    SpanQueue queue =
        queue(Duration.ofMillis(10), request -> export(request, sent::countDown), () -> true);

    end(queue, 1);

    sent.await();
    assertThat(exported).hasSize(1);
  }

  @Test
  void add_spanThatCannotBeWritten_costsNoOtherSpan() {
    SpanQueue queue = queue(LONG, request -> export(request, () -> {}), () -> true);
    long faultsBefore = faults("telemetry");
    CallAttribute<?> broken =
        CallAttribute.text(
            "broken",
            call -> {
              throw new IllegalStateException("broken");
            },
            "");

    end(queue, 1);
    end(queue, new CallDescription(chat().build(), List.of(broken), false), 2);
    end(queue, 3);

    flush(queue);
    assertThat(startsOf(exported)).containsExactly(1L, 3L);
    assertThat(faults("telemetry")).isEqualTo(faultsBefore + 1);
  }

  @Test
  void send_targetFails_countsEachSpanAndTheNextOnesAreSent() {
    AtomicInteger sent = new AtomicInteger();
    SpanQueue queue =
        queue(
            LONG,
            request -> {
              if (sent.getAndIncrement() == 0) {
                throw new OutOfMemoryError("of a test");
              }
              return export(request, () -> {});
            },
            () -> true);
    long faultsBefore = faults("telemetry");

    end(queue, 1);
    end(queue, 2);
    flush(queue);
    end(queue, 3);
    flush(queue);

    assertThat(startsOf(exported)).containsExactly(3L);
    assertThat(faults("telemetry")).isEqualTo(faultsBefore + 2);
  }

  @Test
  void send_requestThatIsStillRead_isNotWrittenOver() {
    List<ByteArrayOutputStream> kept = new ArrayList<>();
    SpanQueue queue =
        queue(
            LONG,
            request -> {
              kept.add(request);
              return false;
            },
            () -> true);

    for (int i = 0; i < 3; i++) {
      end(queue, i);
      flush(queue);
    }

    for (int i = 0; i < 3; i++) {
      assertThat(startsOf(SentSpans.of(kept.get(i).toByteArray()))).containsExactly((long) i);
    }
  }

  /** Each thread looks whether its spans are there when what it has asked for is done. */
  @Test
  void flush_manyThreads_sendsEachSpanOnceAndBeforeItReturns() throws InterruptedException {
    Set<Long> arrived = ConcurrentHashMap.newKeySet();
    AtomicInteger twice = new AtomicInteger();
    AtomicInteger late = new AtomicInteger();
    AtomicInteger tooMany = new AtomicInteger();
    SpanQueue queue =
        queue(
            LONG,
            request -> {
              List<Long> starts = startsOf(SentSpans.of(request.toByteArray()));
              tooMany.addAndGet(starts.size() > 512 ? 1 : 0);
              starts.forEach(start -> twice.addAndGet(arrived.add(start) ? 0 : 1));
              return starts.size() % 2 == 0;
            },
            () -> true);
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 8; t++) {
      int first = t * 10_000;
      threads.add(
          new Thread(
              () -> {
                for (int i = 1; i <= 3_000; i++) {
                  end(queue, first + i);
                  if (i % 2 == 0) {
                    flush(queue);
                    late.addAndGet(arrived.contains((long) first + i) ? 0 : 1);
                  }
                }
              }));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(late).hasValue(0);
    assertThat(twice).hasValue(0);
    assertThat(tooMany).hasValue(0);
    assertThat(arrived).hasSize(8 * 3_000);
    assertThat(dropped()).isEqualTo(droppedBefore);
  }

  private void end(BooleanSupplier missed) {
    SpanQueue queue =
        queue(
            Duration.ofMillis(1),
            request -> {
              try {
                release.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              return export(request, () -> {});
            },
            missed);
    for (int i = 0; i < SPANS; i++) {
      end(queue, i);
    }
    release.countDown();
    flush(queue);
  }

  private static SpanQueue queue(Duration delay, SpanQueue.Target target, BooleanSupplier missed) {
    return new SpanQueue(target, Resource.empty(), delay, missed);
  }

  private boolean export(ByteArrayOutputStream request, Runnable done) {
    exported.addAll(SentSpans.of(request.toByteArray()));
    done.run();
    return true;
  }

  private static void end(SpanQueue queue, long startNanos) {
    end(queue, CALL, startNanos);
  }

  private static void end(SpanQueue queue, CallDescription call, long startNanos) {
    new OwnSpans(queue::add)
        .begin("chat", "openai", Instant.ofEpochSecond(0, startNanos), null, null)
        .end(call, Instant.EPOCH);
  }

  private static void flush(SpanQueue queue) {
    assertThat(queue.flush().join(60, TimeUnit.SECONDS).isSuccess()).isTrue();
  }

  private static List<Long> startsOf(List<SpanData> spans) {
    return spans.stream().map(SpanData::getStartEpochNanos).toList();
  }

  private static long dropped() {
    return faults("spans_dropped");
  }

  private static long faults(String reason) {
    return Faults.counts().getOrDefault(reason, 0L);
  }
}
