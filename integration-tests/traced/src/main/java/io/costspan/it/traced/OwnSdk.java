package io.costspan.it.traced;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.opentelemetry.api.GlobalOpenTelemetry;
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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** An SDK as applications set one up, registered globally. */
record OwnSdk(OpenTelemetrySdk sdk) {
  private static final long PAUSE_NANOS = 20_000_000;

  static OwnSdk open(String collector) {
    return open(collector, Sampler.alwaysOn());
  }

  static OwnSdk open(String collector, Sampler sampler) {
    Resource resource = Resource.builder().put("service.name", "shop").build();
    OpenTelemetrySdk sdk =
        OpenTelemetrySdk.builder()
            .setTracerProvider(
                SdkTracerProvider.builder()
                    .setResource(resource)
                    .setSampler(sampler)
                    .addSpanProcessor(
                        BatchSpanProcessor.builder(
                                OtlpHttpSpanExporter.builder()
                                    .setEndpoint(collector + "/v1/traces")
                                    .build())
                            .build())
                    .build())
            .setMeterProvider(
                SdkMeterProvider.builder()
                    .setResource(resource)
                    .registerMetricReader(
                        PeriodicMetricReader.builder(
                                OtlpHttpMetricExporter.builder()
                                    .setEndpoint(collector + "/v1/metrics")
                                    .build())
                            .setInterval(Duration.ofSeconds(1))
                            .build())
                    .build())
            .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
            .build();
    GlobalOpenTelemetry.set(sdk);
    return new OwnSdk(sdk);
  }

  /** Waits until the agent has told of that many calls in its ledger, and sends what there is. */
  void close(int calls) throws IOException {
    Path ledger = Path.of(System.getProperty("costspan.ledger"));
    while (!Files.exists(ledger) || Files.readAllLines(ledger).size() < calls) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    // It refuses while a periodic export is under way, which lacks the last calls.
    while (!sdk.getSdkMeterProvider().forceFlush().join(10, SECONDS).isSuccess()) {
      Thread.yield();
    }
    sdk.shutdown().join(10, SECONDS);
  }
}
