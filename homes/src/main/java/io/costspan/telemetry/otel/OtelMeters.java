package io.costspan.telemetry.otel;

import io.costspan.home.Counted;
import io.costspan.home.Meters;
import io.costspan.home.Metric;
import io.costspan.home.Points;
import io.costspan.home.Spread;
import io.opentelemetry.api.metrics.DoubleGaugeBuilder;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.DoubleHistogramBuilder;
import io.opentelemetry.api.metrics.LongCounterBuilder;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Metrics of an SDK. Counters are observable: the SDK asks for them once per collection. */
final class OtelMeters implements Meters {
  private final Meter meter;
  private final PointAttributes attributes = new PointAttributes();
  private final List<Object> registered = new ArrayList<>();

  OtelMeters(Meter meter) {
    this.meter = meter;
  }

  @Override
  public void counter(Counted counter) {
    Metric metric = counter.metric();
    LongCounterBuilder builder =
        meter.counterBuilder(metric.name()).setUnit(metric.unit()).setDescription(metric.meaning());
    registered.add(
        metric.whole()
            ? builder.buildWithCallback(
                to ->
                    counter.show(
                        (tags, value) -> to.record(Math.round(value), attributes.of(tags))))
            : builder
                .ofDoubles()
                .buildWithCallback(
                    to -> counter.show((tags, value) -> to.record(value, attributes.of(tags)))));
  }

  @Override
  public void gauge(Metric metric, Consumer<Points> value) {
    DoubleGaugeBuilder builder =
        meter.gaugeBuilder(metric.name()).setUnit(metric.unit()).setDescription(metric.meaning());
    registered.add(
        metric.whole()
            ? builder
                .ofLongs()
                .buildWithCallback(
                    to ->
                        value.accept(
                            (tags, now) -> to.record(Math.round(now), attributes.of(tags))))
            : builder.buildWithCallback(
                to -> value.accept((tags, now) -> to.record(now, attributes.of(tags)))));
  }

  @Override
  public Spread histogram(Metric metric, List<Double> bounds) {
    DoubleHistogramBuilder builder =
        meter
            .histogramBuilder(metric.name())
            .setUnit(metric.unit())
            .setDescription(metric.meaning());
    advise(builder, bounds);
    DoubleHistogram histogram = builder.build();
    Spread spread =
        (value, tags, traceId, spanId) ->
            histogram.record(value, attributes.of(tags), in(traceId, spanId));
    registered.add(spread);
    return spread;
  }

  private static Context in(@Nullable String traceId, String spanId) {
    if (traceId == null) {
      return Context.root();
    }
    SpanContext span =
        SpanContext.create(traceId, spanId, TraceFlags.getSampled(), TraceState.getDefault());
    return Context.root().with(Span.wrap(span));
  }

  /** The API has had this method since 1.32. */
  private static void advise(DoubleHistogramBuilder builder, List<Double> bounds) {
    try {
      DoubleHistogramBuilder.class
          .getMethod("setExplicitBucketBoundariesAdvice", List.class)
          .invoke(builder, bounds);
    } catch (ReflectiveOperationException older) {
      // The SDK's own bounds apply.
    }
  }

  /** SDKs have done so since before the API got this method, in 1.15. */
  @Override
  public boolean ask() {
    for (Method method : Meter.class.getMethods()) {
      if (method.getName().equals("batchCallback")) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void refresh() {}

  /** Before 1.12 nothing can be taken away; the counters show nothing more in that case. */
  @Override
  public void close() {
    for (Object instrument : registered) {
      if (instrument instanceof AutoCloseable) {
        close((AutoCloseable) instrument);
      }
    }
  }

  private static void close(AutoCloseable instrument) {
    try {
      instrument.close();
    } catch (Exception unexpected) {
      // It is of no use any more in any case.
    }
  }
}
