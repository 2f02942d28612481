package io.costspan.it.prometheus;

import io.costspan.it.OneCallApp;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.exporter.prometheus.PrometheusHttpServer;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;

/**
 * Has an SDK with an endpoint for Prometheus, makes one call and waits. Arguments: the base URL,
 * and the port.
 */
public final class ScrapedApp {
  private ScrapedApp() {}

  /** Runs it. */
  public static void main(String[] arguments) throws Exception {
    PrometheusHttpServer page =
        PrometheusHttpServer.builder().setPort(Integer.parseInt(arguments[1])).build();
    GlobalOpenTelemetry.set(
        OpenTelemetrySdk.builder()
            .setMeterProvider(SdkMeterProvider.builder().registerMetricReader(page).build())
            .build());
    OneCallApp.main(new String[] {arguments[0], "wait"});
    System.exit(0);
  }
}
