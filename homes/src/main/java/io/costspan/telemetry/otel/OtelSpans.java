package io.costspan.telemetry.otel;

import io.costspan.home.Observed;
import io.costspan.home.OpenSpan;
import io.costspan.home.Spans;
import io.costspan.home.Trace;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import java.time.Instant;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Spans of an SDK. */
final class OtelSpans implements Spans {
  private static final AttributeKey<String> OPERATION =
      AttributeKey.stringKey("gen_ai.operation.name");
  private static final AttributeKey<String> PROVIDER =
      AttributeKey.stringKey("gen_ai.provider.name");

  /** Who makes a call on another thread finds there what was observed on the first one. */
  private static final ContextKey<Span> OBSERVED = ContextKey.named("costspan-observed");

  /** In what a span surrounds that was begun for a call outside of all traces. */
  private static final ContextKey<Boolean> ALONE = ContextKey.named("costspan-alone");

  private final Tracer tracer;
  private final SpanContents contents = new SpanContents();

  OtelSpans(Tracer tracer) {
    this.tracer = tracer;
  }

  @Override
  public OpenSpan begin(
      String operation,
      String provider,
      Instant startedAt,
      @Nullable Object taken,
      @Nullable String traceparent) {
    Context around = around(taken);
    Context parent = parent(around, traceparent);
    Span span =
        tracer
            .spanBuilder(operation)
            .setSpanKind(SpanKind.CLIENT)
            .setParent(parent)
            .setStartTimestamp(startedAt)
            .setAttribute(OPERATION, operation)
            .setAttribute(PROVIDER, provider)
            .startSpan();
    Context inside = parent.with(span);
    return new OtelSpan(span, isInSpan(around) ? inside : inside.with(ALONE, true));
  }

  @Override
  public @Nullable Trace trace(@Nullable Object taken) {
    Context context = around(taken);
    return isInSpan(context) && context.get(ALONE) == null
        ? new OtelTrace(Span.fromContext(context), context, contents)
        : null;
  }

  @Override
  public @Nullable Trace ending(Object span, Predicate<String> isKnown) {
    if (!(span instanceof Span)) {
      return null;
    }
    Span its = (Span) span;
    return isKnown.test(its.getSpanContext().getTraceId()) && !contents.isInside(its)
        ? new OtelTrace(its, Context.root(), contents)
        : null;
  }

  @Override
  public @Nullable OpenSpan current(boolean genAiOnly, @Nullable Object taken, Observed observed) {
    Context context = around(taken);
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
  private Context around(@Nullable Object taken) {
    Context current = Context.current();
    return !isInSpan(current) && taken instanceof Context && isInSpan((Context) taken)
        ? (Context) taken
        : current;
  }

  /** If no span surrounds the call, its parent is the one that the request names. */
  private static Context parent(Context around, @Nullable String traceparent) {
    SpanContext named =
        traceparent == null || isInSpan(around) ? null : TraceParent.read(traceparent);
    return named == null ? around : around.with(Span.wrap(named));
  }

  private static boolean isInSpan(Context context) {
    return Span.fromContext(context).getSpanContext().isValid();
  }

  @Override
  public boolean isMeasured(@Nullable Object taken) {
    return Measurement.isUnderWay(around(taken));
  }

  @Override
  public @Nullable String baggage(String key) {
    return Baggage.fromContext(Context.current()).getEntryValue(key);
  }

  @Override
  public Object surroundings(Observed observed) {
    Span span = contents.span(observed.span());
    Context current = Context.current();
    return span == null ? current : current.with(OBSERVED, span);
  }
}
