package io.costspan.telemetry;

import io.costspan.otelsettings.OtelSetting;
import io.costspan.otelsettings.OtelSettings;
import io.costspan.otelsettings.OtlpSettings;
import io.opentelemetry.common.ComponentLoader;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporterBuilder;
import io.opentelemetry.exporter.otlp.internal.HttpExporterBuilder;
import io.opentelemetry.sdk.common.export.HttpSender;
import io.opentelemetry.sdk.common.export.HttpSenderConfig;
import io.opentelemetry.sdk.common.export.HttpSenderProvider;
import io.opentelemetry.sdk.common.internal.StandardComponentId;
import io.opentelemetry.sdk.metrics.export.AggregationTemporalitySelector;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Creates OTLP exporters that post through {@link QuietSender}. */
final class OtlpExporters {
  private final OtelSettings settings;
  private final List<QuietSender> senders = new CopyOnWriteArrayList<>();
  private final Map<String, Outage> outages = new ConcurrentHashMap<>();

  OtlpExporters(OtelSettings settings) {
    this.settings = settings;
  }

  MetricExporter metrics() {
    OtlpSettings otlp = new OtlpSettings(settings, "metrics");
    Map<String, String> headers = otlp.headers();
    OtlpHttpMetricExporterBuilder builder =
        OtlpHttpMetricExporter.builder()
            .setComponentLoader(new Sending(otlp, Outage.METRICS))
            .setEndpoint(otlp.endpoint().toString())
            .setHeaders(() -> headers)
            .setTimeout(otlp.timeout())
            .setCompression(otlp.compression())
            .setRetryPolicy(null)
            .setAggregationTemporalitySelector(temporality());
    byte[] certificates = otlp.certificates();
    return (certificates == null ? builder : builder.setTrustedCertificates(certificates)).build();
  }

  /** What sends spans, with limits, headers and trust as an exporter has them. */
  QuietSender spans() {
    OtlpSettings otlp = new OtlpSettings(settings, "traces");
    Map<String, String> headers = otlp.headers();
    Sending sending = new Sending(otlp, Outage.SPANS);
    HttpExporterBuilder builder =
        new HttpExporterBuilder(
                StandardComponentId.ExporterType.OTLP_HTTP_SPAN_EXPORTER,
                otlp.endpoint().toString())
            .setComponentLoader(sending)
            .setHeadersSupplier(() -> headers)
            .setTimeout(otlp.timeout())
            .setCompression(otlp.compression())
            .setRetryPolicy(null);
    byte[] certificates = otlp.certificates();
    (certificates == null ? builder : builder.setTrustManagerFromCerts(certificates)).build();
    return Objects.requireNonNull(sending.sender);
  }

  /** Called at exit: from now on no export may take longer than that. */
  void hurry(Duration limit) {
    senders.forEach(sender -> sender.hurry(limit));
  }

  /** From now on nothing of that signal is sent. */
  void silence(String signal) {
    senders.forEach(sender -> sender.silence(signal));
  }

  /** Reports that exports of that signal could not even be tried. */
  void missed(String signal) {
    senders.forEach(sender -> sender.missed(signal));
  }

  /** Whether somebody expects the data of that signal to arrive. */
  boolean isExpected(String signal) {
    for (QuietSender sender : senders) {
      if (sender.isExpected(signal)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a backend has ever accepted data of that signal. */
  boolean isTaken(String signal) {
    return senders.stream().anyMatch(sender -> sender.isTaken(signal));
  }

  boolean isWorthwhile() {
    return senders.stream().anyMatch(QuietSender::isWorthwhile);
  }

  private AggregationTemporalitySelector temporality() {
    return switch (settings.text(OtelSetting.TEMPORALITY)) {
      case "delta" -> AggregationTemporalitySelector.deltaPreferred();
      case "lowmemory" -> AggregationTemporalitySelector.lowMemory();
      default -> AggregationTemporalitySelector.alwaysCumulative();
    };
  }

  /** Replaces the service file by which an exporter would look up a sender. */
  private final class Sending implements ComponentLoader {
    private final OtlpSettings otlp;
    private final String signal;

    /** Null until an exporter is built. */
    private @Nullable QuietSender sender;

    Sending(OtlpSettings otlp, String signal) {
      this.otlp = otlp;
      this.signal = signal;
    }

    @Override
    public <T> Iterable<T> load(Class<T> service) {
      HttpSenderProvider provider = this::sender;
      return service == HttpSenderProvider.class
          ? List.of(service.cast(provider))
          : ComponentLoader.forClassLoader(OtlpExporters.class.getClassLoader()).load(service);
    }

    private HttpSender sender(HttpSenderConfig config) {
      Outage outage = outages.computeIfAbsent(place(config.getEndpoint()), Outage::new);
      QuietSender made = new QuietSender(config, signal, otlp.isEndpointGiven(), outage);
      senders.add(made);
      sender = made;
      return made;
    }
  }

  private static String place(URI endpoint) {
    return endpoint.getHost() + (endpoint.getPort() < 0 ? "" : ":" + endpoint.getPort());
  }
}
