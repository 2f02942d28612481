package io.costspan.telemetry.otel;

import io.costspan.home.OpenSpan;
import io.costspan.home.Trace;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/** A trace of an SDK, seen from one of its spans. */
final class OtelTrace implements Trace {
  /** Under which OpenTelemetry's instrumentations keep the first span of theirs. */
  private static final String LOCAL_ROOT = "opentelemetry-traces-local-root-span";

  private final Span span;
  private final Context context;
  private final SpanContents contents;

  /**
   * @param context in which that span is current
   */
  OtelTrace(Span span, Context context, SpanContents contents) {
    this.span = span;
    this.context = context;
    this.contents = contents;
  }

  @Override
  public String id() {
    return span.getSpanContext().getTraceId();
  }

  @Override
  public @Nullable OpenSpan root() {
    Object first = ContextEntries.get(context, LOCAL_ROOT);
    if (first instanceof Span && isMine((Span) first)) {
      return seen((Span) first);
    }
    return contents.isInside(span) ? null : seen(span);
  }

  private boolean isMine(Span other) {
    return other.getSpanContext().getTraceId().equals(id());
  }

  private static @Nullable OpenSpan seen(Span root) {
    return root.isRecording() ? new ForeignSpan(root, Context.root()) : null;
  }
}
