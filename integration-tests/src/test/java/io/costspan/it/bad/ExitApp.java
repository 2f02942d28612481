package io.costspan.it.bad;

import io.costspan.it.OneCallApp;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;

/**
 * Makes one call and exits when a line is typed. Arguments: the base URL, what telemetry it has
 * ({@code none}, {@code sdk} or {@code micrometer}), and where an SDK exports.
 */
final class ExitApp {
  private ExitApp() {}

  /** Runs it. */
  public static void main(String[] arguments) throws Exception {
    switch (arguments[1]) {
      case "sdk" -> OwnSdk.register(arguments[2]);
      case "micrometer" -> OwnRegistry.add();
      default -> {}
    }
    OneCallApp.main(new String[] {arguments[0], "wait"});
    System.exit(0);
  }

  /**
   * Closes its SDK when the JVM exits, as the SDK's own configuration does. Its exporters do not
   * retry, because they would wait for random times of up to some seconds.
   */
  private static final class OwnSdk {
    static void register(String collector) {
      String traces = collector + "/v1/traces";
      String metrics = collector + "/v1/metrics";
      OpenTelemetrySdk sdk =
          OpenTelemetrySdk.builder()
              .setTracerProvider(
                  SdkTracerProvider.builder()
                      .addSpanProcessor(
                          BatchSpanProcessor.builder(
                                  OtlpHttpSpanExporter.builder()
                                      .setEndpoint(traces)
                                      .setRetryPolicy(null)
                                      .build())
                              .build())
                      .build())
              .setMeterProvider(
                  SdkMeterProvider.builder()
                      .registerMetricReader(
                          PeriodicMetricReader.create(
                              OtlpHttpMetricExporter.builder()
                                  .setEndpoint(metrics)
                                  .setRetryPolicy(null)
                                  .build()))
                      .build())
              .build();
      sdk.getTracer("shop").spanBuilder("checkout").startSpan().end();
      sdk.getMeter("shop").counterBuilder("orders").build().add(1);
      GlobalOpenTelemetry.set(sdk);
      Runtime.getRuntime().addShutdownHook(new Thread(sdk::close));
    }
  }

  private static final class OwnRegistry {
    static void add() {
      Metrics.addRegistry(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
    }
  }
}
