package io.costspan.telemetry;

import static io.costspan.pipeline.CallFixture.chat;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.health.Faults;
import io.costspan.profile.CallAttribute;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class SpanQueueTest {
  private static final int SPANS = 3 * SpanQueue.LIMIT;

  private final AtomicInteger exported = new AtomicInteger();
  private final CountDownLatch release = new CountDownLatch(1);
  private final long droppedBefore = dropped();

  @Test
  void add_exporterHangs_everySpanIsExportedOrCounted() {
    end(() -> true);

    assertThat(exported.get()).isLessThan(SPANS);
    assertThat(exported.get() + dropped() - droppedBefore).isEqualTo(SPANS);
  }

  @Test
  void add_nobodyMissesThem_countsNothing() {
    end(() -> false);

    assertThat(exported.get()).isLessThan(SPANS);
    assertThat(dropped()).isEqualTo(droppedBefore);
  }

  @Test
  void add_spanThatCannotBeWritten_costsNoOtherSpan() {
    InMemorySpanExporter exporter = InMemorySpanExporter.create();
    SpanQueue queue = new SpanQueue(exporter, Duration.ofMinutes(1), () -> true);
    long faultsBefore = faults("telemetry");
    CallAttribute<?> broken =
        CallAttribute.text(
            "broken",
            call -> {
              throw new IllegalStateException("broken");
            },
            "");

    end(queue, new CallDescription(chat().build(), List.of(), false));
    end(queue, new CallDescription(chat().build(), List.of(broken), false));
    end(queue, new CallDescription(chat().build(), List.of(), false));

    assertThat(queue.flush().join(60, TimeUnit.SECONDS).isSuccess()).isTrue();
    assertThat(exporter.getFinishedSpanItems()).hasSize(2);
    assertThat(faults("telemetry")).isEqualTo(faultsBefore + 1);
  }

  private void end(BooleanSupplier missed) {
    SpanQueue queue = new SpanQueue(new Hanging(), Duration.ofMillis(1), missed);
    CallDescription call = new CallDescription(chat().build(), List.of(), false);
    for (int i = 0; i < SPANS; i++) {
      end(queue, call);
    }
    release.countDown();
    assertThat(queue.flush().join(60, TimeUnit.SECONDS).isSuccess()).isTrue();
  }

  private static void end(SpanQueue queue, CallDescription call) {
    new OwnSpans(Resource.empty(), queue::add)
        .begin("chat", "openai", Instant.EPOCH, null, null)
        .end(call, Instant.EPOCH);
  }

  private static long dropped() {
    return faults("spans_dropped");
  }

  private static long faults(String reason) {
    return Faults.counts().getOrDefault(reason, 0L);
  }

  private final class Hanging implements SpanExporter {
    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      try {
        release.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      exported.addAndGet(spans.size());
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }
}
