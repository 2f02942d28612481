package io.costspan.telemetry;

import io.costspan.health.Log;
import io.costspan.health.OwnThreads;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.exporter.prometheus.PrometheusHttpServer;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.SdkMeterProviderBuilder;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Our own SDK, built piece by piece from a few standard settings: OpenTelemetry's autoconfiguration
 * refuses to start on settings that are common where its Java agent runs too.
 */
final class EmbeddedSdk {
  private static final Duration UNANSWERED_LIMIT = Duration.ofMillis(500);

  private final OtelSettings settings;
  private final OtlpExporters otlp;
  private final SdkMeterProvider meters;
  private final @Nullable SdkTracerProvider tracers;

  EmbeddedSdk(OtelSettings settings, boolean withSpans) {
    this.settings = settings;
    this.otlp = new OtlpExporters(settings);
    Resource resource = resource();
    this.meters = meters(resource);
    boolean exported =
        settings.words(OtelSetting.TRACES_EXPORTER, List.of("otlp", "none")).contains("otlp");
    this.tracers = withSpans && exported ? tracers(resource) : null;
  }

  MeterProvider meterProvider() {
    return meters;
  }

  TracerProvider tracerProvider() {
    return tracers == null ? TracerProvider.noop() : tracers;
  }

  /** Exports what is there. Both signals go at the same time, each on a thread that may be left. */
  void flush(Duration limit) {
    otlp.hurry(UNANSWERED_LIMIT);
    if (!otlp.isWorthwhile()) {
      return;
    }
    long deadline = System.nanoTime() + limit.toNanos();
    Thread metrics = OwnThreads.daemon("costspan-flush", () -> meters.forceFlush());
    metrics.start();
    if (tracers != null) {
      tracers.forceFlush().join(limit.toMillis(), TimeUnit.MILLISECONDS);
    }
    try {
      metrics.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Resource resource() {
    AttributesBuilder attributes = Attributes.builder();
    settings
        .pairs(OtelSetting.RESOURCE_ATTRIBUTES, settings.text(OtelSetting.RESOURCE_ATTRIBUTES))
        .forEach(attributes::put);
    String serviceName = settings.given(OtelSetting.SERVICE_NAME.property);
    if (serviceName != null) {
      attributes.put(AttributeKey.stringKey("service.name"), serviceName);
    }
    return Resource.getDefault().merge(Resource.create(attributes.build()));
  }

  private SdkMeterProvider meters(Resource resource) {
    SdkMeterProviderBuilder builder = SdkMeterProvider.builder().setResource(resource);
    List<String> exporters =
        settings.words(OtelSetting.METRICS_EXPORTER, List.of("otlp", "prometheus", "none"));
    if (exporters.contains("otlp")) {
      builder.registerMetricReader(
          PeriodicMetricReader.builder(otlp.metrics())
              .setInterval(settings.millis(OtelSetting.METRIC_EXPORT_INTERVAL))
              .build());
    }
    if (exporters.contains("prometheus")) {
      MetricReader server = prometheus();
      if (server != null) {
        builder.registerMetricReader(server);
      }
    }
    return builder.build();
  }

  private @Nullable MetricReader prometheus() {
    String host = settings.text(OtelSetting.PROMETHEUS_HOST);
    int port = settings.count(OtelSetting.PROMETHEUS_PORT);
    try {
      return PrometheusHttpServer.builder().setHost(host).setPort(port).build();
    } catch (RuntimeException | LinkageError e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      Log.warn(
          "no Prometheus endpoint on "
              + host
              + ":"
              + port
              + " ("
              + cause
              + "); choose another OTEL_EXPORTER_PROMETHEUS_PORT");
      return null;
    }
  }

  private SdkTracerProvider tracers(Resource resource) {
    return SdkTracerProvider.builder()
        .setResource(resource)
        .addSpanProcessor(
            BatchSpanProcessor.builder(otlp.spans())
                .setScheduleDelay(settings.millis(OtelSetting.SPAN_EXPORT_DELAY))
                .build())
        .build();
  }
}
