package io.costspan.telemetry;

import io.costspan.home.Observed;
import io.costspan.home.OpenSpan;
import io.costspan.home.Spans;
import io.costspan.home.Trace;
import io.costspan.telemetry.otel.TraceParent;
import io.opentelemetry.api.trace.SpanContext;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Spans without an SDK of the application, in which nothing surrounds a call. Each belongs to the
 * trace that its request names, or to one of its own.
 */
final class OwnSpans implements Spans {
  private final Consumer<EndedSpan> ended;

  /**
   * @param ended receives each span that is sampled, once it has ended
   */
  OwnSpans(Consumer<EndedSpan> ended) {
    this.ended = ended;
  }

  /** Begins a span of a trace that a request names, which loads the classes that this takes. */
  static void rehearse() {
    new OwnSpans(span -> {})
        .begin("", "", Instant.EPOCH, null, "00-" + "1".repeat(32) + "-" + "1".repeat(16) + "-01");
  }

  @Override
  public OpenSpan begin(
      String operation,
      String provider,
      Instant startedAt,
      @Nullable Object surroundings,
      @Nullable String traceparent) {
    SpanContext parent = traceparent == null ? null : TraceParent.read(traceparent);
    return new OwnSpan(this, parent, startedAt);
  }

  void export(EndedSpan span) {
    ended.accept(span);
  }

  @Override
  public @Nullable OpenSpan current(
      boolean genAiOnly, @Nullable Object surroundings, Observed observed) {
    return null;
  }

  @Override
  public Object surroundings(Observed observed) {
    return this;
  }

  @Override
  public boolean isMeasured(@Nullable Object surroundings) {
    return false;
  }

  @Override
  public @Nullable Trace trace(@Nullable Object surroundings) {
    return null;
  }

  @Override
  public @Nullable Trace ending(Object span, Predicate<String> isKnown) {
    return null;
  }

  @Override
  public @Nullable String baggage(String key) {
    return null;
  }
}
