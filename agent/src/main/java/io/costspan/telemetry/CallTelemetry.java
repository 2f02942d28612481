package io.costspan.telemetry;

import io.costspan.config.SpansMode;
import io.costspan.home.Observed;
import io.costspan.home.OpenSpan;
import io.costspan.home.Spans;
import io.costspan.pipeline.RatedCall;
import io.costspan.pipeline.SpanRef;
import io.costspan.pipeline.Telemetry;
import io.costspan.profile.CallAttribute;
import io.costspan.usage.CallStart;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Shows calls in the homes of the time: as metrics, and as a CLIENT span per call. */
final class CallTelemetry implements Telemetry {
  private final CallMetrics metrics;
  private final SpansMode mode;
  private final Supplier<@Nullable Spans> spans;
  private final Observed observed;
  private final List<CallAttribute<?>> attributes;
  private final Neighbour neighbour;

  /**
   * @param mode which span carries a call
   * @param spans called at the beginning of each call, on the application's thread; supplies null
   *     for calls without spans
   * @param observed knows of spans of which OpenTelemetry does not tell that they are wanted
   * @param attributes of spans
   * @param neighbour who measures some calls, too
   */
  CallTelemetry(
      CallMetrics metrics,
      SpansMode mode,
      Supplier<@Nullable Spans> spans,
      Observed observed,
      List<CallAttribute<?>> attributes,
      Neighbour neighbour) {
    this.metrics = metrics;
    this.mode = mode;
    this.spans = spans;
    this.observed = observed;
    this.attributes = attributes;
    this.neighbour = neighbour;
  }

  @Override
  public Begun begin(CallStart start, @Nullable Object surroundings) {
    OpenSpan span = span(start, surroundings);
    return new Shown(start, span, neighbour.begins(surroundings));
  }

  private @Nullable OpenSpan span(CallStart start, @Nullable Object surroundings) {
    Spans home = spans.get();
    if (home == null) {
      return null;
    }
    OpenSpan present =
        mode == SpansMode.OWN ? null : home.current(mode == SpansMode.AUTO, surroundings, observed);
    return present == null ? own(home, start, surroundings) : present;
  }

  private static OpenSpan own(Spans home, CallStart start, @Nullable Object surroundings) {
    return home.begin(
        start.operation(), start.provider(), start.startedAt(), surroundings, start.traceparent());
  }

  @Override
  public void record(RatedCall call) {
    metrics.record(call, null, neighbour.measures(false));
  }

  private final class Shown implements Begun {
    private final CallStart start;
    private final @Nullable OpenSpan begun;
    private final boolean measured;

    Shown(CallStart start, @Nullable OpenSpan begun, boolean measured) {
      this.start = start;
      this.begun = begun;
      this.measured = measured;
    }

    @Override
    public @Nullable AutoCloseable enter() {
      return begun == null ? null : begun.makeCurrent();
    }

    /** A call that began before its home was there gets its span now. */
    @Override
    public @Nullable SpanRef end(RatedCall call) {
      OpenSpan span = begun == null ? span(start, null) : begun;
      if (span != null && span.isForeign() && !span.isRecording()) {
        // It ended before the body did, and takes nothing more.
        Spans home = spans.get();
        span = home == null ? span : own(home, start, span.context());
      }
      SpanRef carrier = span == null ? null : ref(span);
      metrics.record(call, carrier, neighbour.measures(measured));
      if (span != null) {
        show(span, call);
      }
      return carrier;
    }
  }

  private static @Nullable SpanRef ref(OpenSpan span) {
    if (span instanceof OwnSpan own) {
      return own.ref();
    }
    String trace = span.traceId();
    return trace == null ? null : SpanRef.of(trace, span.spanId());
  }

  private void show(OpenSpan span, RatedCall call) {
    span.end(
        new CallDescription(call, attributes, span.isForeign()),
        call.facts().startedAt().plusMillis(call.facts().durationMillis()));
  }
}
