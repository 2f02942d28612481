package io.costspan.telemetry;

import io.costspan.home.Description;
import io.costspan.home.OpenSpan;
import io.costspan.pipeline.SpanRef;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceId;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A span of the agent's own, which says nothing before it ends. */
final class OwnSpan implements OpenSpan {
  private final OwnSpans home;
  private final @Nullable SpanContext parent;
  private final Ids ids;
  private final long startNanos;

  /** Ids as numbers, which only those write as texts who show them. */
  record Ids(long traceHigh, long traceLow, long span) implements SpanRef {
    private static final int HEX = 16;
    private static final int HALF = 16;

    static Ids inTraceOf(@Nullable SpanContext parent) {
      ThreadLocalRandom random = ThreadLocalRandom.current();
      return parent == null
          ? new Ids(random.nextLong(), valid(random), valid(random))
          : new Ids(half(parent, 0), half(parent, HALF), valid(random));
    }

    /** Zero is no id. */
    private static long valid(ThreadLocalRandom random) {
      long id = random.nextLong();
      return id == 0 ? 1 : id;
    }

    private static long half(SpanContext parent, int from) {
      return Long.parseUnsignedLong(parent.getTraceId(), from, from + HALF, HEX);
    }

    @Override
    public String traceId() {
      return TraceId.fromLongs(traceHigh, traceLow);
    }

    @Override
    public String spanId() {
      return SpanId.fromLong(span);
    }
  }

  /**
   * @param parent null for the first span of a trace
   */
  OwnSpan(OwnSpans home, @Nullable SpanContext parent, Instant start) {
    this.home = home;
    this.parent = parent;
    this.ids = Ids.inTraceOf(parent);
    this.startNanos = nanos(start);
  }

  private static long nanos(Instant at) {
    return TimeUnit.SECONDS.toNanos(at.getEpochSecond()) + at.getNano();
  }

  /** Null if the trace is not sampled. */
  @Nullable SpanRef ref() {
    return isRecording() ? ids : null;
  }

  @Override
  public boolean isRecording() {
    return parent == null || parent.isSampled();
  }

  @Override
  public boolean isForeign() {
    return false;
  }

  /** No other span would notice. */
  @Override
  public @Nullable AutoCloseable makeCurrent() {
    return null;
  }

  @Override
  public Object context() {
    return this;
  }

  @Override
  public void put(String attribute, Object value) {
    throw new UnsupportedOperationException(attribute);
  }

  @Override
  public void end(Description call, Instant at) {
    if (isRecording()) {
      home.export(new EndedSpan(parent, ids, call, startNanos, nanos(at)));
    }
  }

  @Override
  public @Nullable String traceId() {
    return isRecording() ? ids.traceId() : null;
  }

  @Override
  public String spanId() {
    return ids.spanId();
  }
}
