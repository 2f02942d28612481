package io.costspan.otelsettings;

import java.util.Locale;

/**
 * One of OpenTelemetry's standard settings that the embedded SDK obeys. The manual is rendered from
 * these. All other settings are ignored, because a value that only a complete SDK understands must
 * not break this one.
 */
public enum OtelSetting {
  SDK_DISABLED("otel.sdk.disabled", "false", "With `true` there are no metrics and no spans."),
  SERVICE_NAME("otel.service.name", "unknown_service:java", "Name of the application."),
  RESOURCE_ATTRIBUTES(
      "otel.resource.attributes",
      "",
      "Further attributes of the application: `key=value,key=value`."),
  TRACES_EXPORTER("otel.traces.exporter", "otlp", "`otlp` or `none`."),
  METRICS_EXPORTER(
      "otel.metrics.exporter",
      "otlp",
      "`otlp`, `prometheus`, both (separated by a comma) or `none`."),
  METRIC_EXPORT_INTERVAL(
      "otel.metric.export.interval", "60000", "Milliseconds between two exports of metrics."),
  SPAN_EXPORT_DELAY(
      "otel.bsp.schedule.delay", "5000", "Milliseconds between two exports of spans."),
  PROTOCOL(
      "otel.exporter.otlp.protocol",
      "http/protobuf",
      "Only `http/protobuf` is supported; any other value causes a warning."),
  ENDPOINT(
      "otel.exporter.otlp.endpoint",
      "http://localhost:4318",
      "Base URL of the backend; `/v1/metrics` and `/v1/traces` are appended. The gRPC port 4317"
          + " becomes 4318, with a warning."),
  HEADERS("otel.exporter.otlp.headers", "", "Additional request headers: `key=value,key=value`."),
  TIMEOUT("otel.exporter.otlp.timeout", "10000", "Milliseconds that one export may take in total."),
  COMPRESSION("otel.exporter.otlp.compression", "none", "`gzip` or `none`."),
  CERTIFICATE(
      "otel.exporter.otlp.certificate", "", "PEM file of the certificates to trust for https."),
  TEMPORALITY(
      "otel.exporter.otlp.metrics.temporality.preference",
      "cumulative",
      "`cumulative`, `delta` or `lowmemory`."),
  PROMETHEUS_HOST(
      "otel.exporter.prometheus.host", "localhost", "Host on which Prometheus may scrape."),
  PROMETHEUS_PORT("otel.exporter.prometheus.port", "9464", "Port on which Prometheus may scrape.");

  private static final String OTLP = "otel.exporter.otlp.";

  public final String property;
  public final String defaultText;
  public final String meaning;

  OtelSetting(String property, String defaultText, String meaning) {
    this.property = property;
    this.defaultText = defaultText;
    this.meaning = meaning;
  }

  public String property(String signal) {
    return OTLP + signal + "." + property.substring(OTLP.length());
  }

  public static String environmentName(String property) {
    return property.toUpperCase(Locale.ROOT).replace('.', '_');
  }
}
