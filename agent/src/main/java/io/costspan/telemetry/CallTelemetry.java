package io.costspan.telemetry;

import io.costspan.health.Excerpt;
import io.costspan.pipeline.RatedCall;
import io.costspan.pipeline.SpanRef;
import io.costspan.pipeline.Telemetry;
import io.costspan.telemetry.home.OpenSpan;
import io.costspan.telemetry.home.Spans;
import io.costspan.telemetry.series.CallAttribute;
import io.costspan.telemetry.series.CallAttributes;
import io.costspan.usage.CallStart;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Shows calls in the homes of the time: as metrics, and as a CLIENT span per call. */
final class CallTelemetry implements Telemetry {
  private final CallMetrics metrics;
  private final Supplier<@Nullable Spans> spans;

  /**
   * @param spans called at the beginning of each call, on the application's thread; supplies null
   *     for calls without spans
   */
  CallTelemetry(CallMetrics metrics, Supplier<@Nullable Spans> spans) {
    this.metrics = metrics;
    this.spans = spans;
  }

  @Override
  public Begun begin(CallStart start) {
    return begin(start, null);
  }

  @Override
  public Begun begin(CallStart start, @Nullable Object surroundings) {
    return new Shown(start, span(start, surroundings));
  }

  private @Nullable OpenSpan span(CallStart start, @Nullable Object surroundings) {
    Spans home = spans.get();
    return home == null
        ? null
        : home.begin(
            start.operation(),
            start.provider(),
            start.startedAt(),
            surroundings,
            start.traceparent());
  }

  @Override
  public void record(RatedCall call) {
    metrics.record(call, null);
  }

  private final class Shown implements Begun {
    private final CallStart start;
    private final @Nullable OpenSpan begun;

    Shown(CallStart start, @Nullable OpenSpan begun) {
      this.start = start;
      this.begun = begun;
    }

    @Override
    public @Nullable AutoCloseable enter() {
      return begun == null ? null : begun.makeCurrent();
    }

    /** A call that began before its home was there gets its span now. */
    @Override
    public @Nullable SpanRef end(RatedCall call) {
      OpenSpan span = begun == null ? span(start, null) : begun;
      metrics.record(call, span == null ? null : span.context());
      return span == null ? null : show(span, call);
    }
  }

  private static @Nullable SpanRef show(OpenSpan span, RatedCall call) {
    if (span.isRecording()) {
      describe(span, call);
    }
    span.end(call.facts().startedAt().plusMillis(call.facts().durationMillis()));
    String trace = span.traceId();
    return trace == null ? null : new SpanRef(trace, span.spanId());
  }

  private static void describe(OpenSpan span, RatedCall call) {
    span.rename(name(call));
    for (CallAttribute<?> attribute : CallAttributes.OF_SPANS) {
      Object value = attribute.value().apply(call);
      if (value != null) {
        span.put(attribute.name(), value);
      }
    }
    call.owners().forEach((key, value) -> span.put("costspan.owner." + key, value));
    if (call.facts().errorType() != null) {
      span.fail();
    }
  }

  private static String name(RatedCall call) {
    String model = call.usage().requestModel();
    String operation = call.usage().operation();
    return Excerpt.of(model == null ? operation : operation + " " + model);
  }
}
