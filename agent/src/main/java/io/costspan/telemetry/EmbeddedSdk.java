package io.costspan.telemetry;

import io.costspan.health.Log;
import io.costspan.health.OwnThreads;
import io.costspan.home.Spans;
import io.costspan.net.ServerThreads;
import io.costspan.otelsettings.OtelSetting;
import io.costspan.otelsettings.OtelSettings;
import io.costspan.series.Reader;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.exporter.prometheus.PrometheusHttpServer;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.MemoryMode;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.SdkMeterProviderBuilder;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The agent's own SDK, assembled piece by piece from a few standard settings: OpenTelemetry's
 * autoconfiguration refuses to start with settings that are common where its Java agent runs too.
 */
final class EmbeddedSdk {
  /** The time that Prometheus itself waits by default. */
  private static final Duration SCRAPE_LIMIT = Duration.ofSeconds(10);

  private static final long LAST_MILLIS = 2_000;
  private static final long LAST_AT_EXIT_MILLIS = 300;

  private static final long RETRY_NANOS = 5_000_000;

  /** A backend may take at most this fraction of the time of a flush. */
  private static final int PATIENCE = 6;

  private static final String OTHER_PORT =
      "give the agent a port of its own, such as -Dcostspan.prometheus.port=9465";
  private static final String NO_SERVER = "it needs the JDK's module jdk.httpserver";

  private final OtelSettings settings;
  private final OtlpExporters otlp;
  private boolean isScraped;
  private final @Nullable SdkMeterProvider meters;
  private final @Nullable SpanQueue ended;
  private final @Nullable Spans spans;

  /**
   * @param resource what the home of the other signal says of the application
   */
  EmbeddedSdk(
      OtelSettings settings, boolean withSpans, boolean withMetrics, Map<String, Object> resource) {
    this.settings = settings;
    this.otlp = new OtlpExporters(settings);
    Resource own = EmbeddedResource.of(settings, resource);
    this.meters = withMetrics ? meters(own) : null;
    boolean exported =
        settings.words(OtelSetting.TRACES_EXPORTER, List.of("otlp", "none")).contains("otlp");
    this.ended = withSpans && exported ? queue(own) : null;
    this.spans = ended == null ? null : new OwnSpans(ended::add);
  }

  @Nullable MeterProvider meterProvider() {
    return meters;
  }

  @Nullable Spans spans() {
    return spans;
  }

  /**
   * Exports everything that is pending. Both signals are exported at the same time, each on a
   * thread that can be abandoned. Backends have less time than the limit, most of which is meant
   * for a cold JVM on busy processors that has to make its first export.
   */
  void flush(Duration limit) {
    otlp.hurry(limit.dividedBy(PATIENCE));
    if (!otlp.isWorthwhile()) {
      return;
    }
    long deadline = System.nanoTime() + limit.toNanos();
    CompletableResultCode metrics = new CompletableResultCode();
    if (meters == null) {
      metrics.succeed();
    } else {
      OwnThreads.daemon("costspan-flush", () -> flushMeters(meters, metrics, deadline)).start();
    }
    if (ended != null) {
      await(ended.flush(), Outage.SPANS, deadline);
    }
    await(metrics, Outage.METRICS, deadline);
  }

  /**
   * Metrics have found a better home. Shows them for a last time, if anybody is known to look.
   *
   * @return whether anything that was shown has arrived somewhere
   */
  boolean finishMetrics() {
    if (meters == null) {
      return true;
    }
    if (otlp.isExpected(Outage.METRICS)) {
      meters
          .forceFlush()
          .join(Reader.isExiting() ? LAST_AT_EXIT_MILLIS : LAST_MILLIS, TimeUnit.MILLISECONDS);
    }
    boolean arrived = isScraped || otlp.isTaken(Outage.METRICS);
    otlp.silence(Outage.METRICS);
    // It waits for an export that is under way.
    OwnThreads.daemon("costspan-shutdown", meters::shutdown).start();
    return arrived;
  }

  /**
   * The reader refuses while an export of its own is under way, which does not contain the last
   * calls.
   */
  private static void flushMeters(
      SdkMeterProvider meters, CompletableResultCode done, long deadlineNanos) {
    while (!meters.forceFlush().isSuccess()) {
      if (System.nanoTime() - deadlineNanos > 0) {
        done.fail();
        return;
      }
      LockSupport.parkNanos(RETRY_NANOS);
    }
    done.succeed();
  }

  private void await(CompletableResultCode flushed, String signal, long deadlineNanos) {
    long left = Math.max(0, deadlineNanos - System.nanoTime());
    if (!flushed.join(left, TimeUnit.NANOSECONDS).isSuccess()) {
      otlp.missed(signal);
    }
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
        isScraped = true;
        builder.registerMetricReader(server);
      }
    }
    return builder.build();
  }

  private @Nullable MetricReader prometheus() {
    String host = settings.text(OtelSetting.PROMETHEUS_HOST);
    int port = settings.count(OtelSetting.PROMETHEUS_PORT);
    try {
      return PrometheusHttpServer.builder()
          .setHost(host)
          .setPort(port)
          .setMemoryMode(MemoryMode.IMMUTABLE_DATA)
          .setExecutor(
              new ServerThreads("the Prometheus endpoint", "costspan-scrape", SCRAPE_LIMIT))
          .build();
    } catch (RuntimeException | LinkageError e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      Log.warn(
          "the Prometheus endpoint could not be opened on "
              + host
              + ":"
              + port
              + " ("
              + cause
              + "); "
              + (e instanceof LinkageError ? NO_SERVER : OTHER_PORT));
      return null;
    }
  }

  private SpanQueue queue(Resource resource) {
    return new SpanQueue(
        otlp.spans()::send,
        resource,
        settings.millis(OtelSetting.SPAN_EXPORT_DELAY),
        () -> otlp.isExpected(Outage.SPANS));
  }
}
