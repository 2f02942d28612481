package io.costspan.it.owner;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.context.Scope;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Calls for two tenants at the same time on the same few threads, each call in turn in another way.
 * Each tenant is in the baggage, in the logging context, in a header, and has a key of its own.
 * Arguments: the URL of the operation, where the SDK exports, and how many calls each tenant makes.
 */
public final class TenantsApp {
  static final List<String> TENANTS = List.of("blue", "red");
  static final List<String> WAYS = List.of("askJdk", "askJdkLater", "askOkHttp", "askOkHttpLater");

  private static final String BODY = "{\"model\": \"gpt-4o\", \"messages\": []}";
  private static final int THREADS = 3;

  private final URI url;
  private final HttpClient jdk = HttpClient.newHttpClient();
  private final OkHttpClient okhttp = new OkHttpClient();

  private TenantsApp(String url) {
    this.url = URI.create(url);
  }

  /** Runs it. */
  public static void main(String[] arguments) throws Exception {
    // Until a logging library is ready, there is no context either.
    LoggerFactory.getLogger(TenantsApp.class);
    OpenTelemetrySdk sdk = sdk(arguments[1]);
    GlobalOpenTelemetry.set(sdk);
    TenantsApp app = new TenantsApp(arguments[0]);
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    List<Future<?>> asked = new ArrayList<>();
    for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
      String way = WAYS.get(i % WAYS.size());
      for (String tenant : TENANTS) {
        asked.add(pool.submit(() -> app.serve(tenant, way)));
      }
    }
    for (Future<?> each : asked) {
      each.get();
    }
    sdk.close();
    System.exit(0);
  }

  private Void serve(String tenant, String way) throws Exception {
    CompletableFuture<?> later;
    try (Scope scope = Baggage.builder().put("team", tenant).build().makeCurrent();
        MDC.MDCCloseable logging = MDC.putCloseable("team", tenant)) {
      later =
          switch (way) {
            case "askJdk" -> askJdk(tenant);
            case "askJdkLater" -> askJdkLater(tenant);
            case "askOkHttp" -> askOkHttp(tenant);
            default -> askOkHttpLater(tenant);
          };
    }
    later.get();
    return null;
  }

  private CompletableFuture<?> askJdk(String tenant) throws Exception {
    jdk.send(request(tenant), BodyHandlers.ofString());
    return CompletableFuture.completedFuture(null);
  }

  private CompletableFuture<?> askJdkLater(String tenant) {
    return jdk.sendAsync(request(tenant), BodyHandlers.ofString());
  }

  private CompletableFuture<?> askOkHttp(String tenant) throws Exception {
    okhttp.newCall(okHttpRequest(tenant)).execute().close();
    return CompletableFuture.completedFuture(null);
  }

  private CompletableFuture<?> askOkHttpLater(String tenant) {
    CompletableFuture<String> body = new CompletableFuture<>();
    okhttp
        .newCall(okHttpRequest(tenant))
        .enqueue(
            new Callback() {
              @Override
              public void onFailure(Call call, IOException failure) {
                body.completeExceptionally(failure);
              }

              @Override
              public void onResponse(Call call, Response response) throws IOException {
                body.complete(response.body().string());
              }
            });
    return body;
  }

  private HttpRequest request(String tenant) {
    return HttpRequest.newBuilder(url)
        .header("Content-Type", "application/json")
        .header("Authorization", "Bearer sk-" + tenant)
        .header("X-Tenant", tenant)
        .POST(BodyPublishers.ofString(BODY))
        .build();
  }

  private Request okHttpRequest(String tenant) {
    return new Request.Builder()
        .url(url.toString())
        .header("Authorization", "Bearer sk-" + tenant)
        .header("X-Tenant", tenant)
        .post(RequestBody.create(BODY, MediaType.get("application/json")))
        .build();
  }

  private static OpenTelemetrySdk sdk(String collector) {
    return OpenTelemetrySdk.builder()
        .setTracerProvider(
            SdkTracerProvider.builder()
                .addSpanProcessor(
                    BatchSpanProcessor.builder(
                            OtlpHttpSpanExporter.builder()
                                .setEndpoint(collector + "/v1/traces")
                                .build())
                        .build())
                .build())
        .setMeterProvider(
            SdkMeterProvider.builder()
                .registerMetricReader(
                    PeriodicMetricReader.create(
                        OtlpHttpMetricExporter.builder()
                            .setEndpoint(collector + "/v1/metrics")
                            .build()))
                .build())
        .build();
  }
}
