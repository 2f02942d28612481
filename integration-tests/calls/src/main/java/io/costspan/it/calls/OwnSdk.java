package io.costspan.it.calls;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;

/** An SDK of OpenTelemetry as applications build it, of the service {@code shop}. */
public final class OwnSdk {
  private static final Duration EXPORT_INTERVAL = Duration.ofMillis(200);

  private OwnSdk() {}

  /**
   * Builds it, registered nowhere.
   *
   * @param collector where it sends to, by OTLP over HTTP
   */
  public static OpenTelemetrySdk build(String collector, Sampler sampler) {
    Resource resource = Resource.builder().put("service.name", "shop").build();
    OtlpHttpSpanExporter spans =
        OtlpHttpSpanExporter.builder().setEndpoint(collector + "/v1/traces").build();
    OtlpHttpMetricExporter metrics =
        OtlpHttpMetricExporter.builder().setEndpoint(collector + "/v1/metrics").build();
    return OpenTelemetrySdk.builder()
        .setTracerProvider(
            SdkTracerProvider.builder()
                .setResource(resource)
                .setSampler(sampler)
                .addSpanProcessor(BatchSpanProcessor.builder(spans).build())
                .build())
        .setMeterProvider(
            SdkMeterProvider.builder()
                .setResource(resource)
                .registerMetricReader(
                    PeriodicMetricReader.builder(metrics).setInterval(EXPORT_INTERVAL).build())
                .build())
        .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
        .build();
  }
}
