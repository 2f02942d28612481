package io.costspan.telemetry;

import io.costspan.health.Faults;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
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
final class SpanQueue implements SpanProcessor {
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
            .build();
  }

  @Override
  public void onStart(Context parent, ReadWriteSpan span) {}

  @Override
  public boolean isStartRequired() {
    return false;
  }

  @Override
  public void onEnd(ReadableSpan span) {
    if (!span.getSpanContext().isSampled()) {
      return;
    }
    if (waiting.incrementAndGet() <= LIMIT) {
      behind.onEnd(span);
    } else {
      waiting.decrementAndGet();
      if (missed.getAsBoolean()) {
        Faults.count("spans_dropped");
      }
    }
  }

  @Override
  public boolean isEndRequired() {
    return true;
  }

  @Override
  public CompletableResultCode forceFlush() {
    return behind.forceFlush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return behind.shutdown();
  }

  private final class Counted implements SpanExporter {
    private final SpanExporter exporter;

    Counted(SpanExporter exporter) {
      this.exporter = exporter;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      try {
        return exporter.export(spans);
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
