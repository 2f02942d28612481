package io.costspan.it.otel;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Scope;
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
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * Makes one call in each of several ways, each inside a span {@code checkout WAY}. Arguments: the
 * base URL, the ways separated by commas, where its SDK is ({@code agent}, {@code global}, {@code
 * private}, {@code late}, or {@code traces} for one without metrics), and where that exports.
 */
public final class HomeApp {
  private static final long PAUSE_NANOS = 20_000_000;
  private static final String BODY = "{\"model\": \"gpt-4o\", \"messages\": []}";
  private static final String STREAM =
      "{\"model\": \"gpt-4o-mini\", \"messages\": [], \"stream\": true}";

  private final String url;
  private final HttpClient jdk = HttpClient.newHttpClient();
  private final OkHttpClient okhttp = new OkHttpClient();

  private HomeApp(String baseUrl) {
    url = baseUrl + "/chat/completions";
  }

  /** Runs it. */
  public static void main(String[] arguments) throws Exception {
    HomeApp app = new HomeApp(arguments[0]);
    String home = arguments[2];
    if (home.equals("late")) {
      System.out.println(app.ask("jdk"));
      awaitLines(Path.of(System.getProperty("ledger")), 1);
    }
    OpenTelemetrySdk own = home.equals("agent") ? null : sdk(arguments[3], !home.equals("traces"));
    if (home.equals("global") || home.equals("late")) {
      GlobalOpenTelemetry.set(own);
    }
    OpenTelemetry traced = own == null ? GlobalOpenTelemetry.get() : own;
    for (String way : arguments[1].split(",")) {
      Span root = traced.getTracer("shop").spanBuilder("checkout " + way).startSpan();
      try (Scope scope = root.makeCurrent()) {
        System.out.println(app.ask(way));
      } finally {
        root.end();
      }
    }
    app.okhttp.dispatcher().executorService().shutdown();
    if (own != null) {
      int calls = arguments[1].split(",").length + (home.equals("late") ? 1 : 0);
      awaitLines(Path.of(System.getProperty("ledger")), calls);
      if (home.equals("late")) {
        awaitHome();
      }
      // It refuses while a periodic export is under way, which lacks the last calls.
      while (!own.getSdkMeterProvider().forceFlush().join(10, SECONDS).isSuccess()) {
        Thread.yield();
      }
      own.shutdown().join(10, SECONDS);
    }
  }

  /** On a busy machine, the agent still loads prices when the last call has ended. */
  private static void awaitLines(Path ledger, int calls) throws IOException {
    while (!Files.exists(ledger) || Files.readAllLines(ledger).size() < calls) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /** The agent takes a home that appears late on a thread of its own. */
  static void awaitHome() throws Exception {
    MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    ObjectName agent = new ObjectName("io.costspan:type=Costspan");
    while (!beans.isRegistered(agent)
        || !"application".equals(beans.getAttribute(agent, "MetricsHome"))) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private static OpenTelemetrySdk sdk(String collector, boolean withMetrics) {
    Resource resource =
        Resource.builder().put("service.name", "shop").put("service.instance.id", "shop-1").build();
    boolean sampled = !Boolean.getBoolean("unsampled");
    return OpenTelemetrySdk.builder()
        .setTracerProvider(
            SdkTracerProvider.builder()
                .setResource(resource)
                .setSampler(sampled ? Sampler.alwaysOn() : Sampler.alwaysOff())
                .addSpanProcessor(
                    BatchSpanProcessor.builder(
                            OtlpHttpSpanExporter.builder()
                                .setEndpoint(collector + "/v1/traces")
                                .build())
                        .build())
                .build())
        .setMeterProvider(
            withMetrics ? meters(collector, resource) : SdkMeterProvider.builder().build())
        .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
        .build();
  }

  private static SdkMeterProvider meters(String collector, Resource resource) {
    return SdkMeterProvider.builder()
        .setResource(resource)
        .registerMetricReader(
            PeriodicMetricReader.builder(
                    OtlpHttpMetricExporter.builder().setEndpoint(collector + "/v1/metrics").build())
                .setInterval(Duration.ofSeconds(1))
                .build())
        .build();
  }

  private String ask(String way) throws Exception {
    return switch (way) {
      case "jdk" -> jdk.send(jdkRequest(BODY), BodyHandlers.ofString()).body();
      case "jdk-async" -> jdk.sendAsync(jdkRequest(BODY), BodyHandlers.ofString()).get().body();
      case "jdk-stream" ->
          new String(
              jdk.send(jdkRequest(STREAM), BodyHandlers.ofInputStream()).body().readAllBytes());
      case "okhttp" -> text(okhttp.newCall(okhttpRequest(BODY)).execute());
      case "okhttp-stream" -> text(okhttp.newCall(okhttpRequest(STREAM)).execute());
      case "okhttp-async" -> enqueue().get();
      default -> ApacheWays.ask(way, url, BODY);
    };
  }

  private HttpRequest jdkRequest(String body) {
    return HttpRequest.newBuilder(URI.create(url))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  private Request okhttpRequest(String body) {
    return new Request.Builder()
        .url(url)
        .post(RequestBody.create(body, MediaType.get("application/json")))
        .build();
  }

  private CompletableFuture<String> enqueue() {
    CompletableFuture<String> answer = new CompletableFuture<>();
    okhttp
        .newCall(okhttpRequest(BODY))
        .enqueue(
            new Callback() {
              @Override
              public void onFailure(Call call, IOException e) {
                answer.completeExceptionally(e);
              }

              @Override
              public void onResponse(Call call, Response response) throws IOException {
                answer.complete(text(response));
              }
            });
    return answer;
  }

  private static String text(Response response) throws IOException {
    try (response) {
      return response.body().string();
    }
  }
}
