package io.costspan.it.observability;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.exporter.prometheus.PrometheusHttpServer;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;

/** The same with an SDK of its own: each request is a trace. Arguments: the port to be scraped. */
public final class AssistantApp {
  private AssistantApp() {}

  /** Runs it. */
  public static void main(String[] arguments) throws Exception {
    Tracer tracer = sdk(Integer.parseInt(arguments[0])).getTracer("assistant");
    SpendingApp app = new SpendingApp(System.getenv("AI_URL"));
    while (true) {
      Span span = tracer.spanBuilder("POST /ask").startSpan();
      try (Scope scope = span.makeCurrent()) {
        app.serve();
      } finally {
        span.end();
      }
    }
  }

  private static OpenTelemetrySdk sdk(int port) {
    Resource resource = Resource.builder().put("service.name", "assistant").build();
    OpenTelemetrySdk sdk =
        OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder().setResource(resource).build())
            .setMeterProvider(
                SdkMeterProvider.builder()
                    .setResource(resource)
                    .registerMetricReader(PrometheusHttpServer.builder().setPort(port).build())
                    .build())
            .build();
    GlobalOpenTelemetry.set(sdk);
    return sdk;
  }
}
