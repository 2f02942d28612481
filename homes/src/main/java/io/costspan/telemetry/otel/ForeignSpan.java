package io.costspan.telemetry.otel;

import io.costspan.home.Description;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A span that somebody else began, and will end. */
final class ForeignSpan extends OtelSpan {
  ForeignSpan(Span span, Context context) {
    super(span, context);
  }

  @Override
  public boolean isForeign() {
    return true;
  }

  @Override
  public @Nullable AutoCloseable makeCurrent() {
    return null;
  }

  @Override
  public void end(Description call, Instant at) {
    if (isRecording()) {
      call.forEach(this::put);
    }
  }
}
