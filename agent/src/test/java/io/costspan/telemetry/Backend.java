package io.costspan.telemetry;

import io.costspan.home.Meters;
import io.costspan.home.Spans;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.OpenTelemetrySdkBuilder;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An SDK, and what it has sent. */
final class Backend {
  final InMemorySpanExporter spans = InMemorySpanExporter.create();
  final InMemoryMetricReader reader = InMemoryMetricReader.create();
  final SdkTracerProvider tracers = tracers(Resource.getDefault());
  final SdkMeterProvider meters = SdkMeterProvider.builder().registerMetricReader(reader).build();

  /**
   * What one collection has of calls.
   *
   * @param cost as a counter
   * @param points number of points of a histogram
   * @param sum of that histogram
   */
  record Collected(double cost, long points, double sum) {}

  SdkTracerProvider tracers(Resource resource) {
    return SdkTracerProvider.builder()
        .setResource(resource)
        .addSpanProcessor(SimpleSpanProcessor.create(spans))
        .build();
  }

  /** Spans of the agent's own, which are sent at once. */
  Spans ownSpans() {
    return new OwnSpans(span -> spans.export(SentSpans.of(request(span))));
  }

  private static byte[] request(EndedSpan span) {
    SpanRequest request = new SpanRequest(Resource.getDefault());
    request.add(span);
    return request.end().toByteArray();
  }

  OpenTelemetrySdkBuilder sdk() {
    return OpenTelemetrySdk.builder()
        .setTracerProvider(tracers)
        .setMeterProvider(meters)
        .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()));
  }

  Collected collect() {
    Collection<MetricData> all = reader.collectAllMetrics();
    return new Collected(
        named("costspan.cost", all)
            .flatMap(metric -> metric.getDoubleSumData().getPoints().stream())
            .mapToDouble(DoublePointData::getValue)
            .sum(),
        costs(all).mapToLong(HistogramPointData::getCount).sum(),
        costs(all).mapToDouble(HistogramPointData::getSum).sum());
  }

  private static Stream<HistogramPointData> costs(Collection<MetricData> all) {
    return named("gen_ai.client.operation.cost", all)
        .flatMap(metric -> metric.getHistogramData().getPoints().stream());
  }

  private static Stream<MetricData> named(String name, Collection<MetricData> all) {
    return all.stream().filter(metric -> metric.getName().equals(name));
  }

  double cost() {
    return collect().cost();
  }

  long costsSeen() {
    return collect().points();
  }

  List<SpanData> ours() {
    return spans.getFinishedSpanItems().stream()
        .filter(span -> span.getInstrumentationScopeInfo().getName().equals("io.costspan"))
        .toList();
  }

  /** Shuts it down. Returns what it sends at that occasion. */
  Collected shutDown() {
    Sightings.closed(tracers);
    boolean again = Sightings.closing(meters);
    Collected last = collect();
    Sightings.closedMeters(meters, again);
    return last;
  }

  /** Another shutdown hook shuts it down as well, and returns at once. */
  void shutDownAgain() {
    Sightings.closedMeters(meters, Sightings.closing(meters));
  }

  static Homes.Residents residents(CallMetrics metrics) {
    return new Homes.Residents() {
      @Override
      public void showIn(@Nullable Meters meters, boolean delivered) {
        metrics.showIn(meters, delivered);
      }

      @Override
      public boolean isOwed() {
        return metrics.owed() > 0;
      }
    };
  }
}
