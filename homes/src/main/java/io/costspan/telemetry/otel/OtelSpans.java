package io.costspan.telemetry.otel;

import io.costspan.telemetry.home.Observed;
import io.costspan.telemetry.home.OpenSpan;
import io.costspan.telemetry.home.Spans;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Spans of an SDK. */
final class OtelSpans implements Spans {
  private static final AttributeKey<String> OPERATION =
      AttributeKey.stringKey("gen_ai.operation.name");
  private static final AttributeKey<String> PROVIDER =
      AttributeKey.stringKey("gen_ai.provider.name");

  /** Who makes a call on another thread finds there what was observed on the first one. */
  private static final ContextKey<Span> OBSERVED = ContextKey.named("costspan-observed");

  private final Tracer tracer;
  private final Supplier<Context> surroundings;
  private final SpanContents contents = new SpanContents();

  OtelSpans(Tracer tracer, Supplier<Context> surroundings) {
    this.tracer = tracer;
    this.surroundings = surroundings;
  }

  @Override
  public OpenSpan begin(
      String operation,
      String provider,
      Instant startedAt,
      @Nullable Object taken,
      @Nullable String traceparent) {
    Context parent = parent(taken, traceparent);
    Span span =
        tracer
            .spanBuilder(operation)
            .setSpanKind(SpanKind.CLIENT)
            .setParent(parent)
            .setStartTimestamp(startedAt)
            .setAttribute(OPERATION, operation)
            .setAttribute(PROVIDER, provider)
            .startSpan();
    return new OtelSpan(span, parent.with(span));
  }

  @Override
  public @Nullable OpenSpan current(boolean genAiOnly, @Nullable Object taken, Observed observed) {
    Context context = parent(taken, null);
    Span span = Span.fromContext(context);
    if (genAiOnly && !(span.isRecording() && contents.isGenAi(span))) {
      span = observed(taken, observed);
      context = context.with(span);
    }
    boolean wanted = span.isRecording() && !contents.isOfScope(span, OtelHome.SCOPE);
    return wanted && contents.carries(span) ? new ForeignSpan(span, context) : null;
  }

  /** An invalid one if there is none. */
  private Span observed(@Nullable Object taken, Observed observed) {
    Span span = contents.span(observed.span());
    if (span == null && taken instanceof Context) {
      span = ((Context) taken).get(OBSERVED);
    }
    return span == null ? Span.getInvalid() : span;
  }

  /**
   * What this thread knows is preferred: others may have brought their context to it, and rely on
   * all that is in there.
   */
  private Context parent(@Nullable Object taken, @Nullable String traceparent) {
    Context current = surroundings.get();
    if (isInSpan(current)) {
      return current;
    }
    if (taken instanceof Context && isInSpan((Context) taken)) {
      return (Context) taken;
    }
    SpanContext named = traceparent == null ? null : TraceParent.read(traceparent);
    return named == null ? current : current.with(Span.wrap(named));
  }

  private static boolean isInSpan(Context context) {
    return Span.fromContext(context).getSpanContext().isValid();
  }

  @Override
  public Object surroundings(Observed observed) {
    Span span = contents.span(observed.span());
    Context current = surroundings.get();
    return span == null ? current : current.with(OBSERVED, span);
  }
}
