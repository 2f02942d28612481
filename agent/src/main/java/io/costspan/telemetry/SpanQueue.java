package io.costspan.telemetry;

import io.costspan.health.Faults;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * Spans on their way to the exporter. The SDK's own queue silently drops what exceeds it. This
 * class never lets that queue fill up, and counts what it drops.
 */
final class SpanQueue {
  /** As many spans as the SDK holds, including those that are being sent. */
  static final int LIMIT = 2048;

  private final AtomicInteger waiting = new AtomicInteger();
  private final BooleanSupplier missed;
  private final SpanProcessor behind;

  /**
   * @param missed whether somebody expects the spans to arrive, asked when one is dropped
   */
  SpanQueue(SpanExporter exporter, Duration delay, BooleanSupplier missed) {
    this.missed = missed;
    this.behind =
        BatchSpanProcessor.builder(new Counted(exporter))
            .setScheduleDelay(delay)
            .setMaxQueueSize(LIMIT)
            // To ask a span whether it is sampled writes its ids, on the application's thread.
            .setExportUnsampledSpans(true)
            .build();
  }

  void add(EndedSpan span) {
    if (waiting.incrementAndGet() <= LIMIT) {
      behind.onEnd(span);
    } else {
      waiting.decrementAndGet();
      if (missed.getAsBoolean()) {
        Faults.count("spans_dropped");
      }
    }
  }

  CompletableResultCode flush() {
    return behind.forceFlush();
  }

  /** Writes what a span says; if that fails, the spans beside it are exported all the same. */
  private static boolean canBeWritten(SpanData span) {
    try {
      span.getName();
      span.getAttributes();
      return true;
    } catch (Throwable fault) {
      Faults.count("telemetry", fault);
      return false;
    }
  }

  private final class Counted implements SpanExporter {
    private final SpanExporter exporter;

    Counted(SpanExporter exporter) {
      this.exporter = exporter;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      try {
        return exporter.export(spans.stream().filter(SpanQueue::canBeWritten).toList());
      } finally {
        waiting.addAndGet(-spans.size());
      }
    }

    @Override
    public CompletableResultCode flush() {
      return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
      return exporter.shutdown();
    }
  }
}
