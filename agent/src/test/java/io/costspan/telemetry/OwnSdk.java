package io.costspan.telemetry;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.util.function.Supplier;

/**
 * An SDK in an {@link ApplicationLoader}. Is built by its constructor; tells how often it is read.
 */
public final class OwnSdk implements Supplier<Object>, Runnable {
  private final InMemoryMetricReader reader = InMemoryMetricReader.create();
  private final SdkTracerProvider tracers = SdkTracerProvider.builder().build();
  private final SdkMeterProvider meters =
      SdkMeterProvider.builder().registerMetricReader(reader).build();
  private final OpenTelemetrySdk sdk =
      OpenTelemetrySdk.builder()
          .setTracerProvider(tracers)
          .setMeterProvider(meters)
          .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
          .build();

  /** The SDK. */
  @Override
  public Object get() {
    return sdk;
  }

  /** Shuts it down, after a last collection that has something of ours. */
  @Override
  public void run() {
    if (reader.collectAllMetrics().isEmpty()) {
      throw new AssertionError("nothing is shown here");
    }
    Sightings.closed(tracers);
    Sightings.closed(meters);
  }
}
