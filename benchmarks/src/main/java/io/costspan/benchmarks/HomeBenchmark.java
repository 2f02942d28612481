package io.costspan.benchmarks;

import io.micrometer.core.instrument.Metrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * A call by Apache HttpClient that never reaches the network, with the packed agent attached: what
 * it costs in each home, beside what it costs without the agent. Run it in the root of the project,
 * with {@code -prof gc} for bytes.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 8, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Benchmark)
public class HomeBenchmark {
  private static final int FORKS = 3;
  private static final String AGENT =
      "-javaagent:agent/target/costspan-agent.jar=receipt=false,telemetry=";
  private static final String OTHER_AGENT =
      "-javaagent:benchmarks/callers/target/opentelemetry-javaagent.jar";
  private static final String NO_TRACES = "-Dotel.traces.exporter=none";
  private static final String NO_LOGS = "-Dotel.logs.exporter=none";
  private static final String SCRAPED = "-Dotel.metrics.exporter=prometheus";
  private static final String PORT = "-Dotel.exporter.prometheus.port=19464";

  private static final byte[] REQUEST =
      ("{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\""
              + "word ".repeat(80)
              + "\"}]}")
          .getBytes(StandardCharsets.UTF_8);
  private static final byte[] REPLY =
      ("{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion\",\"created\":1755000000,"
              + "\"model\":\"gpt-4o-2024-08-06\",\"choices\":[{\"index\":0,\"message\":{\"role\":"
              + "\"assistant\",\"content\":\""
              + "word ".repeat(300)
              + "\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":8372,"
              + "\"completion_tokens\":333,\"prompt_tokens_details\":{\"cached_tokens\":7168}}}")
          .getBytes(StandardCharsets.UTF_8);

  private static final byte[] HEAD =
      ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
              + REPLY.length
              + "\r\n\r\n")
          .getBytes(StandardCharsets.UTF_8);

  private final CloseableHttpClient client =
      HttpClients.custom()
          .addExecInterceptorFirst(
              "no-network",
              (request, scope, chain) -> {
                DefaultBHttpClientConnection connection =
                    new DefaultBHttpClientConnection(Http1Config.DEFAULT);
                connection.bind(new Answer());
                request.setHeader("Content-Length", REQUEST.length);
                connection.sendRequestHeader(request);
                connection.sendRequestEntity(request);
                connection.flush();
                ClassicHttpResponse response = connection.receiveResponseHeader();
                connection.receiveResponseEntity(response);
                return response;
              })
          .build();

  /** Has the telemetry after which the benchmark is named. */
  @Setup
  public void open(BenchmarkParams params) {
    open(home(params));
  }

  static void open(String home) {
    switch (home) {
      case "application" -> GlobalOpenTelemetry.set(sdk());
      case "micrometer" ->
          Metrics.addRegistry(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
      default -> {}
    }
  }

  /** What was measured must have gone where it belongs. */
  @TearDown
  public void check(BenchmarkParams params) throws JMException, InterruptedException {
    String home = home(params);
    if (home.startsWith("without")) {
      return;
    }
    String expected = home.equals("otelAgent") ? "otel-agent" : home;
    Object found = null;
    for (int i = 0; i < 50 && !expected.equals(found); i++) {
      TimeUnit.MILLISECONDS.sleep(100);
      found = metricsHome();
    }
    if (!expected.equals(found)) {
      throw new IllegalStateException("metrics are in " + found);
    }
  }

  private static Object metricsHome() throws JMException {
    var beans = ManagementFactory.getPlatformMBeanServer();
    ObjectName agent = new ObjectName("io.costspan:type=Costspan");
    if (!beans.isRegistered(agent)) {
      return "no agent";
    }
    boolean known =
        Arrays.stream(beans.getMBeanInfo(agent).getAttributes())
            .anyMatch(attribute -> attribute.getName().equals("MetricsHome"));
    return known ? beans.getAttribute(agent, "MetricsHome") : "none";
  }

  private static String home(BenchmarkParams params) {
    String name = params.getBenchmark();
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static OpenTelemetrySdk sdk() {
    return OpenTelemetrySdk.builder()
        .setTracerProvider(
            SdkTracerProvider.builder()
                .addSpanProcessor(BatchSpanProcessor.builder(new NoSpans()).build())
                .build())
        .setMeterProvider(
            SdkMeterProvider.builder()
                .registerMetricReader(PeriodicMetricReader.create(new NoMetrics()))
                .build())
        .build();
  }

  /** No agent at all. */
  @Benchmark
  @Fork(value = FORKS)
  public int without() throws IOException {
    return call();
  }

  /** Rated, and shown nowhere. */
  @Benchmark
  @Fork(value = FORKS, jvmArgsAppend = AGENT + "none")
  public int none() throws IOException {
    return call();
  }

  @Benchmark
  @Fork(value = FORKS, jvmArgsAppend = AGENT + "embedded")
  public int embedded() throws IOException {
    return call();
  }

  @Benchmark
  @Fork(value = FORKS, jvmArgsAppend = AGENT + "application")
  public int application() throws IOException {
    return call();
  }

  /** Metrics only, as that home has no spans. */
  @Benchmark
  @Fork(value = FORKS, jvmArgsAppend = AGENT + "micrometer")
  public int micrometer() throws IOException {
    return call();
  }

  /** The OpenTelemetry agent alone, for comparison with {@link #otelAgent}. */
  @Benchmark
  @Fork(
      value = FORKS,
      jvmArgsAppend = {OTHER_AGENT, NO_TRACES, NO_LOGS, SCRAPED, PORT})
  public int withoutBesideOtelAgent() throws IOException {
    return call();
  }

  @Benchmark
  @Fork(
      value = FORKS,
      jvmArgsAppend = {OTHER_AGENT, AGENT + "otel-agent", NO_TRACES, NO_LOGS, SCRAPED, PORT})
  public int otelAgent() throws IOException {
    return call();
  }

  private int call() throws IOException {
    return client.execute(
        ClassicRequestBuilder.post("https://api.openai.com/v1/chat/completions")
            .setEntity(REQUEST, ContentType.APPLICATION_JSON)
            .build(),
        response -> EntityUtils.toByteArray(response.getEntity()).length);
  }

  /** The other end of a connection, without a network. */
  private static final class Answer extends Socket {
    @Override
    public InputStream getInputStream() {
      return new SequenceInputStream(
          new ByteArrayInputStream(HEAD), new ByteArrayInputStream(REPLY));
    }

    @Override
    public OutputStream getOutputStream() {
      return OutputStream.nullOutputStream();
    }
  }

  private static final class NoSpans implements SpanExporter {
    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }

  private static final class NoMetrics implements MetricExporter {
    @Override
    public CompletableResultCode export(Collection<MetricData> metrics) {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public AggregationTemporality getAggregationTemporality(InstrumentType type) {
      return AggregationTemporality.CUMULATIVE;
    }
  }
}
