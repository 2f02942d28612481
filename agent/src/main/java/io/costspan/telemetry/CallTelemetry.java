package io.costspan.telemetry;

import io.costspan.health.Excerpt;
import io.costspan.pipeline.RatedCall;
import io.costspan.pipeline.SpanRef;
import io.costspan.pipeline.Telemetry;
import io.costspan.telemetry.series.CallAttributes;
import io.costspan.usage.CallStart;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Shows calls through an OpenTelemetry SDK, whoever owns it: as metrics, and as a CLIENT span per
 * call.
 */
final class CallTelemetry implements Telemetry {
  private final CallMetrics metrics;
  private final Tracer tracer;
  private final Supplier<Context> parent;

  /**
   * @param tracer a no-op tracer for calls without spans
   * @param parent called at the beginning of each call, on the application's thread
   */
  CallTelemetry(CallMetrics metrics, Tracer tracer, Supplier<Context> parent) {
    this.metrics = metrics;
    this.tracer = tracer;
    this.parent = parent;
  }

  @Override
  public Begun begin(CallStart start) {
    Context surroundings = parent.get();
    SpanBuilder builder =
        tracer
            .spanBuilder(start.operation())
            .setSpanKind(SpanKind.CLIENT)
            .setParent(surroundings)
            .setStartTimestamp(start.startedAt())
            .setAttribute(CallAttributes.OPERATION.name(), start.operation())
            .setAttribute(CallAttributes.PROVIDER.name(), start.provider());
    Span span = builder.startSpan();
    return call -> end(span, surroundings, call);
  }

  @Override
  public void record(RatedCall call) {
    metrics.record(call, Context.root());
  }

  private @Nullable SpanRef end(Span span, Context surroundings, RatedCall call) {
    metrics.record(call, surroundings.with(span));
    if (span.isRecording()) {
      describe(span, call);
    }
    span.end(call.facts().startedAt().plusMillis(call.facts().durationMillis()));
    SpanContext context = span.getSpanContext();
    return context.isSampled() ? new SpanRef(context.getTraceId(), context.getSpanId()) : null;
  }

  private static void describe(Span span, RatedCall call) {
    span.updateName(name(call));
    SpanAttribute.ALL.forEach(attribute -> attribute.put(call, span));
    call.owners().forEach((key, value) -> span.setAttribute("costspan.owner." + key, value));
    if (call.facts().errorType() != null) {
      span.setStatus(StatusCode.ERROR);
    }
  }

  private static String name(RatedCall call) {
    String model = call.usage().requestModel();
    String operation = call.usage().operation();
    return Excerpt.of(model == null ? operation : operation + " " + model);
  }
}
