package io.costspan.telemetry.otel;

import io.costspan.home.Description;
import io.costspan.home.OpenSpan;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A span of an SDK, and where it stands. */
class OtelSpan implements OpenSpan {
  private final Span span;
  private final Context context;

  OtelSpan(Span span, Context context) {
    this.span = span;
    this.context = context;
  }

  @Override
  public boolean isForeign() {
    return false;
  }

  @Override
  public boolean isRecording() {
    return span.isRecording();
  }

  @Override
  @SuppressWarnings("MustBeClosedChecker") // the caller closes it
  public @Nullable AutoCloseable makeCurrent() {
    return context.makeCurrent();
  }

  @Override
  public Object context() {
    return context;
  }

  @Override
  @SuppressWarnings("unchecked")
  public void put(String attribute, Object value) {
    Object shown = Keys.shown(value);
    span.setAttribute((AttributeKey<Object>) Keys.of(attribute, shown), shown);
  }

  @Override
  public void end(Description call, Instant at) {
    if (isRecording()) {
      span.updateName(call.name());
      call.forEach(this::put);
      if (call.isOfFailure()) {
        span.setStatus(StatusCode.ERROR);
      }
    }
    span.end(at);
  }

  @Override
  public @Nullable String traceId() {
    return span.getSpanContext().isSampled() ? span.getSpanContext().getTraceId() : null;
  }

  @Override
  public String spanId() {
    return span.getSpanContext().getSpanId();
  }
}
