package io.costspan.it.otel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.groups.Tuple.tuple;

import io.costspan.it.AiStandIn;
import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Finished;
import io.costspan.it.OneCallApp;
import io.costspan.it.OtlpCollector;
import io.costspan.it.OtlpCollector.Point;
import io.costspan.it.OtlpCollector.Span;
import io.costspan.it.RunningJvm;
import io.costspan.it.Scratch;
import io.costspan.it.apps.TwoChats;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The series and attributes of profiles, as they reach backends from each home. */
class ProfilesIT {
  private static final double ONE_CALL = 0.00472;
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final String TOKENS = "gen_ai.client.token.usage";
  private static final String OURS = "io.costspan";
  private static final String SPRING_AI =
      "org.springframework.ai.chat.observation.ChatModelMeterObservationHandler";

  @AutoClose private static final AiStandIn STAND_IN = AiStandIn.of("sdk");

  private final String openAi = STAND_IN.url() + "/openai/v1";

  @Test
  void embedded_forPrometheus_hasTheSeriesThatDashboardsQuery() throws Exception {
    int port = freePort();
    try (RunningJvm child =
        ChildJvm.onRunningJdk()
            .agent(
                "metrics.profile=openlit,suse,logfire,semconv-next,prometheus.port="
                    + port
                    + ",endpoints="
                    + openAi
                    + "=openai")
            .env("OTEL_METRICS_EXPORTER", "none")
            .env("OTEL_TRACES_EXPORTER", "none")
            .classPath(Build.testClasses())
            .start(OneCallApp.class.getName(), openAi, "wait")) {
      child.awaitStdout("waiting");
      List<String> page = page(port);

      assertThat(value(page, "gen_ai_usage_cost_USD_sum", "telemetry_sdk_name=\"openlit\""))
          .isEqualTo(ONE_CALL, within(1e-9));
      assertThat(value(page, "gen_ai_client_operation_cost_USD_sum", "_request_model=\"gpt-4o\""))
          .isEqualTo(ONE_CALL, within(1e-9));
      assertThat(value(page, "operation_cost_sum", "gen_ai_provider_name=\"openai\""))
          .isEqualTo(ONE_CALL, within(1e-9));
      assertThat(value(page, "gen_ai_total_requests_total", "")).isEqualTo(1);
      assertThat(value(page, "gen_ai_client_token_usage_sum", "gen_ai_token_type=\"input\""))
          .isEqualTo(1200);
      assertThat(value(page, "gen_ai_client_token_usage_sum", "gen_ai_token_type=\"output\""))
          .isEqualTo(300);
      assertThat(
              value(
                  page,
                  "gen_ai_client_operation_duration_seconds_count",
                  "telemetry_sdk_name=\"openlit\""))
          .isEqualTo(1);
      assertThat(value(page, "gen_ai_client_inference_duration_seconds_count", "")).isEqualTo(1);
      assertThat(
              value(
                  page,
                  "gen_ai_client_inference_usage_cache_read_input_tokens_total",
                  "gen_ai_token_modality=\"unknown\""))
          .isEqualTo(1024);
      assertThat(page).noneMatch(line -> line.startsWith("gen_ai_client_operation_cost_sum"));
      assertThat(sum(page, "costspan_cost_total")).isEqualTo(ONE_CALL, within(1e-9));
    }
  }

  @Test
  void applicationsSdk_showsProfilesInItsMetricsAndSpans() {
    Path ledger = Scratch.folder("ledger").resolve("ai.jsonl");
    try (OtlpCollector collector = new OtlpCollector()) {
      ChildJvm.onRunningJdk()
          .agent(
              "metrics.profile=openlit,langfuse,openinference,logfire,ledger="
                  + ledger
                  + ",endpoints="
                  + openAi
                  + "=openai")
          .property("ledger", ledger)
          .classPath(Build.testClasses(), Build.clientClassPath("okhttp4"))
          .classPath(Build.clientClassPath("opentelemetry"))
          .run(HomeApp.class.getName(), openAi, "jdk,okhttp", "global", collector.url())
          .transcript();

      assertThat(collector.points("gen_ai.usage.cost"))
          .singleElement()
          .satisfies(
              point -> {
                assertThat(point.unit()).isEqualTo("USD");
                assertThat(point.count()).isEqualTo(2);
                assertThat(point.value()).isEqualTo(2 * ONE_CALL, within(1e-9));
                assertThat(point.attributes()).containsEntry("telemetry.sdk.name", "openlit");
              });
      assertThat(collector.points(TOKENS)).extracting(Point::count).containsExactly(2L, 2L);
      assertThat(ours(collector))
          .hasSize(2)
          .allSatisfy(
              span ->
                  assertThat(span.attributes())
                      .containsEntry("operation.cost", ONE_CALL)
                      .containsEntry("llm.cost.total", ONE_CALL)
                      .containsEntry("llm.token_count.total", 1500L)
                      .containsEntry("openinference.span.kind", "LLM")
                      .containsEntry(
                          "langfuse.observation.cost_details",
                          "{\"input\":0.00044,\"input_cached_tokens\":0.00128,\"output\":0.003,"
                              + "\"total\":0.00472}")
                      .doesNotContainKey("gen_ai.usage.cost.amount"));
    }
  }

  /**
   * OpenTelemetry's instrumentation measures what goes through openai-java, and nothing else. About
   * half of the calls are in traces that are not sampled.
   */
  @ParameterizedTest
  @ValueSource(strings = {"auto", "none"})
  void openTelemetryAgent_measuresEverySecondCall_weMeasureTheOthers(String spans) {
    long pairs = 6;
    try (OtlpCollector collector = new OtlpCollector()) {
      ChildJvm.onRunningJdk()
          .jvm("-javaagent:" + Build.openTelemetryAgentJar())
          .agent(
              "metrics.profile=semconv-1.41,openlit,spans="
                  + spans
                  + ",endpoints="
                  + openAi
                  + "=openai")
          .env("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url())
          .env("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
          .env("OTEL_TRACES_SAMPLER", "traceidratio")
          .env("OTEL_TRACES_SAMPLER_ARG", "0.5")
          .classPath(Build.sdkClassPath())
          .run(TwoChats.class.getName(), openAi, pairs)
          .transcript();

      String theirs = "io.opentelemetry.openai-java-1.1";
      for (String metric : List.of(TOKENS, "gen_ai.client.operation.duration")) {
        assertThat(collector.points(metric))
            .allSatisfy(point -> assertThat(point.count()).isEqualTo(pairs))
            .extracting(Point::scope, point -> point.attributes().get("gen_ai.token.type"))
            .containsExactlyInAnyOrderElementsOf(
                metric.equals(TOKENS)
                    ? List.of(
                        tuple(theirs, "input"),
                        tuple(theirs, "output"),
                        tuple(OURS, "input"),
                        tuple(OURS, "output"))
                    : List.of(tuple(theirs, null), tuple(OURS, null)));
      }
      assertThat(collector.points("gen_ai.usage.cost"))
          .singleElement()
          .satisfies(point -> assertThat(point.count()).isEqualTo(2 * pairs));
    }
  }

  @Test
  void micrometer_hasTheSeriesThatDashboardsQuery() {
    List<String> page =
        micrometer(
            "openlit,suse,semconv-next",
            "-Dawait=gen_ai_client_inference_usage_input_tokens_total{");

    assertThat(
            value(page, "first then gen_ai_usage_cost_USD_sum", "telemetry_sdk_name=\"openlit\""))
        .isEqualTo(ONE_CALL, within(1e-9));
    assertThat(sum(page, "first then gen_ai_client_operation_cost_USD_sum"))
        .isEqualTo(ONE_CALL, within(1e-9));
    assertThat(value(page, "first then gen_ai_client_token_usage_sum", "_token_type=\"input\""))
        .isEqualTo(1200);
    assertThat(sum(page, "first then gen_ai_client_operation_duration_seconds_count")).isEqualTo(1);
    assertThat(page)
        .anyMatch(line -> line.startsWith("first then gen_ai_client_inference_usage_input_tokens"))
        .anyMatch(line -> line.startsWith("second then gen_ai_total_requests_total"))
        .noneMatch(line -> line.startsWith("first then gen_ai_client_operation_cost_sum"));
  }

  /**
   * Spring AI registers a meter with other tags when its call has ended; one of the two is lost.
   */
  @Test
  void micrometer_metersOfTheApplication_keepTheirNames() {
    List<String> page =
        micrometer("openlit,logfire", "-Dmet=" + SPRING_AI, "-Dtaken=gen_ai.usage.cost");

    assertThat(page)
        .noneMatch(line -> line.contains("gen_ai_client_token_usage"))
        .noneMatch(line -> line.contains("gen_ai_client_operation_duration"));
    assertThat(page)
        .filteredOn(line -> line.startsWith("first then gen_ai_usage_cost"))
        .containsExactly("first then gen_ai_usage_cost_total{of=\"the application\"} 1.0");
    assertThat(sum(page, "first then gen_ai_client_operation_cost_sum"))
        .isEqualTo(ONE_CALL, within(1e-9));
  }

  private List<String> micrometer(String profiles, String... flags) {
    Finished finished =
        ChildJvm.onRunningJdk()
            .jvm(flags)
            .agent("metrics.profile=" + profiles + ",endpoints=" + openAi + "=openai")
            .classPath(Build.testClasses(), Build.clientClassPath("micrometer"))
            .classPath(Build.sdkClassPath())
            .run(MicrometerApp.class.getName(), openAi);
    List<String> page = finished.transcript().lines().toList();
    assertThat(finished.stderrLines()).noneMatch(line -> line.startsWith("[costspan]"));
    return page;
  }

  private static List<Span> ours(OtlpCollector collector) {
    return collector.spans().stream().filter(span -> span.scope().equals(OURS)).toList();
  }

  /** The page once the call has reached it: its counters show 0 first. */
  private static List<String> page(int port) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/metrics")).build();
    long start = System.nanoTime();
    while (true) {
      LockSupport.parkNanos(PAUSE_NANOS);
      try {
        String page = HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
        List<String> lines = page.lines().toList();
        boolean complete =
            sum(lines, "costspan_cost_total") > 0 && sum(lines, "gen_ai_total_requests_total") > 0;
        if (complete || System.nanoTime() - start > PATIENCE_NANOS) {
          return lines;
        }
      } catch (IOException notYetUp) {
        if (System.nanoTime() - start > PATIENCE_NANOS) {
          throw notYetUp;
        }
      }
    }
  }

  private static double sum(List<String> page, String metric) {
    return page.stream()
        .filter(line -> line.startsWith(metric + "{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** Of the only series with that label. */
  private static double value(List<String> page, String metric, String label) {
    List<String> series =
        page.stream()
            .filter(line -> line.startsWith(metric + "{") && line.contains(label))
            .toList();
    assertThat(series).as(metric + " of " + page).hasSize(1);
    return sum(series, metric);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
