package io.costspan.telemetry.otel;

import io.costspan.home.OpenSpan;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
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
  public void rename(String name) {
    span.updateName(name);
  }

  @Override
  @SuppressWarnings("unchecked")
  public void put(String attribute, Object value) {
    if (value instanceof BigDecimal) {
      put(attribute, (Object) ((BigDecimal) value).doubleValue());
    } else if (value instanceof String) {
      span.setAttribute((AttributeKey<String>) Keys.of(attribute, value), (String) value);
    } else if (value instanceof Long) {
      span.setAttribute((AttributeKey<Long>) Keys.of(attribute, value), (Long) value);
    } else if (value instanceof Double) {
      span.setAttribute((AttributeKey<Double>) Keys.of(attribute, value), (Double) value);
    } else if (value instanceof Boolean) {
      span.setAttribute((AttributeKey<Boolean>) Keys.of(attribute, value), (Boolean) value);
    } else {
      span.setAttribute(
          (AttributeKey<List<String>>) Keys.of(attribute, value), (List<String>) value);
    }
  }

  @Override
  public void fail() {
    span.setStatus(StatusCode.ERROR);
  }

  @Override
  public void end(Instant at) {
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
