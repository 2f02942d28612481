package io.costspan.it.outputs;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.serverError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.costspan.it.AiStandIn;
import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Finished;
import io.costspan.it.Jdk;
import io.costspan.it.Ledger;
import io.costspan.it.OtlpCollector;
import io.costspan.it.OtlpCollector.Point;
import io.costspan.it.RunningJvm;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What users see of the same few calls in each output. */
class OutputsIT {
  private static final Pattern TOLD =
      Pattern.compile("costspan_calls_total\\{[^}]*\"unknown_model\"[^}]*} 1\\.0\n");

  private static final String REPLY =
      """
      {"id":"c1","model":"%s","choices":[{"message":{"content":"It was the butler."}}],
       "usage":{"prompt_tokens":1200,"completion_tokens":300,"total_tokens":1500}}""";

  /** It tells the input alone. */
  private static final String HALF_A_REPLY =
      """
      {"id":"c2","model":"gpt-4o-2024-08-06","choices":[{"message":{"content":"It was nobody."}}],
       "usage":{"prompt_tokens":1200}}""";

  private static final String RECEIPT_OF_HALF =
      """
      openai
        half  chat  1  1200 in   0.003 USD
          1 partial: no_usage.output_tokens
      ------------------------------------
      total         1            0.003 USD
      1 partial: only a part of the cost is known, so the total is too low
      """;

  private static final String RECEIPT =
      """
      openai
        failing        chat  1                     free
          1 free: failed
        gpt-4o         chat  2  2400 in, 600 out   0.012 USD
        no-such-model  chat  1  1200 in, 300 out   unrated
          1 unrated: unknown_model
      ------------------------------------------------------
      total                  4                     0.012 USD
      1 unrated: cost unknown and not included in the total
      """;

  @AutoClose private static final AiStandIn STAND_IN = AiStandIn.empty();

  @TempDir private Path folder;

  @BeforeAll
  static void stubReplies() {
    reply("gpt-4o", "gpt-4o-2024-08-06");
    reply("no-such-model", "no-such-model");
    STAND_IN
        .server()
        .stubFor(
            post(anyUrl())
                .withRequestBody(containing("\"half\""))
                .willReturn(okJson(HALF_A_REPLY)));
    STAND_IN
        .server()
        .stubFor(post(anyUrl()).withRequestBody(containing("failing")).willReturn(serverError()));
  }

  private static void reply(String asked, String served) {
    STAND_IN
        .server()
        .stubFor(
            any(anyUrl())
                .withRequestBody(containing("\"" + asked + "\""))
                .willReturn(okJson(REPLY.formatted(served))));
  }

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void exit_noBackend_printsTheReceiptOnlyAndSoon(Jdk jdk) {
    Finished finished = shop(jdk, "").run(Shop.class.getName(), STAND_IN.url());
    long afterMillis = System.currentTimeMillis();

    List<String> printed = finished.stderrLines();
    assertThat(printed.get(0)).startsWith("costspan receipt ").contains(" prices 20");
    assertThat(finished.stderr()).endsWith(RECEIPT).hasLineCount(2 + RECEIPT.split("\n").length);
    List<String> stdout = finished.transcript().lines().toList();
    assertThat(stdout.subList(0, 4)).containsExactly("200", "200", "200", "500");
    // The SDK's own shutdown takes more than ten seconds then.
    assertThat(afterMillis - Long.parseLong(stdout.get(4))).isLessThan(4_000);
  }

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void exit_backend_hasTheSameMoneyInEverySignal(Jdk jdk) {
    Path file = folder.resolve("ai.jsonl");
    try (OtlpCollector collector = new OtlpCollector()) {
      Finished finished =
          shop(jdk, ",ledger=" + file)
              .env("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url())
              .run(Shop.class.getName(), STAND_IN.url());

      assertThat(finished.stderr()).endsWith(RECEIPT);
      Ledger ledger = Ledger.read(file);
      assertThat(ledger.columns("requestModel", "amount", "currency", "rating", "reason"))
          .containsExactly(
              "gpt-4o 0.006 USD rated -",
              "gpt-4o 0.006 USD rated -",
              "no-such-model - - unrated unknown_model",
              "failing 0 USD free failed");
      assertThat(ledger.columns("spanId")).doesNotContain("-").doesNotHaveDuplicates();
      assertThat(collector.points("gen_ai.client.operation.cost"))
          .singleElement()
          .satisfies(point -> assertThat(point.value()).isEqualTo(0.012))
          .satisfies(point -> assertThat(point.count()).isEqualTo(2));
      assertThat(sums(collector, "costspan.cost", "costspan.meter"))
          .containsOnly(Map.entry("input_tokens", 0.006), Map.entry("output_tokens", 0.006));
      assertThat(sums(collector, "costspan.calls", "costspan.rating"))
          .containsOnly(Map.entry("rated", 2.0), Map.entry("unrated", 1.0), Map.entry("free", 1.0));
      assertThat(collector.spans())
          .extracting(
              OtlpCollector.Span::name,
              span -> span.attributes().get("gen_ai.usage.cost.amount"),
              span -> span.attributes().get("costspan.reason"))
          .containsExactly(
              tuple("chat gpt-4o", 0.006, null),
              tuple("chat gpt-4o", 0.006, null),
              tuple("chat no-such-model", null, "unknown_model"),
              tuple("chat failing", 0.0, "failed"));
      assertThat(finished.stderr() + ledger + collector.spans())
          .contains("chat")
          .doesNotContain(Shop.PROMPT, Shop.KEY, Shop.QUERY, "butler");
    }
  }

  @Test
  void run_halfAUsage_isPartialInEverySignal() throws Exception {
    Path file = folder.resolve("ai.jsonl");
    try (OtlpCollector collector = new OtlpCollector();
        RunningJvm child =
            shop(Jdk.running(), ",ledger=" + file)
                .property("models", "half")
                .env("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url())
                .env("OTEL_METRIC_EXPORT_INTERVAL", 100)
                .env("OTEL_BSP_SCHEDULE_DELAY", 50)
                .start(Shop.class.getName(), STAND_IN.url(), "wait")) {
      child.awaitStdout("ready");
      // On busy cores an export may take longer than an exit waits for it.
      for (int attempt = 0; attempt < 1200 && !isTold(collector); attempt++) {
        Thread.sleep(50);
      }
      child.type("enough");

      assertThat(child.await().stderr()).endsWith(RECEIPT_OF_HALF);
      assertThat(Ledger.read(file).columns("amount", "currency", "rating", "reason", "estimated"))
          .containsExactly("0.003 USD partial no_usage.output_tokens -");
      assertThat(collector.points("costspan.calls"))
          .singleElement()
          .satisfies(
              point ->
                  assertThat(point.attributes())
                      .containsEntry("costspan.rating", "partial")
                      .containsEntry("costspan.reason", "no_usage.output_tokens"));
      assertThat(sums(collector, "costspan.cost", "costspan.meter"))
          .containsOnly(Map.entry("input_tokens", 0.003));
      assertThat(collector.spans())
          .extracting(OtlpCollector.Span::attributes)
          .singleElement()
          .satisfies(
              attributes ->
                  assertThat(attributes)
                      .containsEntry("costspan.rating", "partial")
                      .containsEntry("costspan.reason", "no_usage.output_tokens")
                      .containsEntry("gen_ai.usage.cost.amount", 0.003)
                      .containsEntry("gen_ai.usage.input_tokens", 1200L)
                      .doesNotContainKey("gen_ai.usage.output_tokens"));
    }
  }

  @Test
  void exit_grpcSettings_arriveOverHttpWithOneWarning() {
    try (OtlpCollector collector = new OtlpCollector()) {
      Finished finished =
          shop(Jdk.running(), "")
              .env("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc")
              .env("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url())
              .run(Shop.class.getName(), STAND_IN.url());

      assertThat(collector.spans()).hasSize(4);
      assertThat(finished.stderr())
          .containsOnlyOnce("warn: telemetry is sent to ")
          .endsWith(RECEIPT);
    }
  }

  @Test
  void run_prometheus_isScrapedWhileTheProgramRuns() throws Exception {
    int port = freePort();
    try (RunningJvm child =
        shop(Jdk.running(), "")
            .env("OTEL_METRICS_EXPORTER", "prometheus")
            .env("OTEL_TRACES_EXPORTER", "none")
            .env("OTEL_EXPORTER_PROMETHEUS_PORT", port)
            .start(Shop.class.getName(), STAND_IN.url(), "wait")) {
      child.awaitStdout("ready");
      String page = scrape(port);
      child.type("enough");

      assertThat(page)
          .containsPattern("gen_ai_client_operation_cost_sum\\{[^}]*\"gpt-4o\"[^}]*} 0\\.012\n")
          .containsPattern("costspan_calls_total\\{[^}]*\"unknown_model\"[^}]*} 1\\.0\n");
      assertThat(child.await().stderr()).endsWith(RECEIPT);
    }
  }

  @Test
  void start_malformedOptions_warnAndLeaveTheProgramAlone() throws IOException {
    Path prices = Files.writeString(folder.resolve("prices.json"), "{\"cards\": [\n{\"id\": }]}");

    Finished finished =
        shop(Jdk.running(), ",receipt=maybe,prices=" + prices)
            .env("COSTSPAN_LEDGR", "/tmp/x")
            .property("costspan.telemetry", "otel-agent")
            .run(Shop.class.getName(), STAND_IN.url());

    assertThat(finished.transcript()).startsWith("200\n200\n200\n500\n");
    assertThat(finished.stderrLines().stream().filter(line -> line.contains("[costspan]")))
        .satisfiesExactlyInAnyOrder(
            line -> assertThat(line).contains("\"ledgr\" (environment variable COSTSPAN_LEDGR)"),
            line -> assertThat(line).contains("receipt=maybe (agent argument receipt)"),
            line -> assertThat(line).contains("telemetry=otel-agent", "not in this JVM yet"),
            line -> assertThat(line).contains("prices.json, line 2"));
    assertThat(finished.stderr())
        .endsWith(
            RECEIPT
                + "4 calls were left out of metrics: no SDK was left to show them\n"
                + "1 price file was refused: prices or changes are missing\n");
  }

  private static ChildJvm shop(Jdk jdk, String moreOptions) {
    return ChildJvm.on(jdk)
        .classPath(Build.testClasses())
        .agent("endpoints=" + STAND_IN.url() + "=openai" + moreOptions);
  }

  private static boolean isTold(OtlpCollector collector) {
    return !collector.spans().isEmpty()
        && collector.points("costspan.calls").stream().anyMatch(point -> point.value() > 0);
  }

  private static Map<Object, Double> sums(
      OtlpCollector collector, String metric, String attribute) {
    return collector.points(metric).stream()
        .collect(
            Collectors.groupingBy(
                point -> point.attributes().get(attribute),
                Collectors.summingDouble(Point::value)));
  }

  private static String scrape(int port) throws Exception {
    URI page = URI.create("http://localhost:" + port + "/metrics");
    HttpClient client = HttpClient.newHttpClient();
    String text = "";
    // The calls may end before the endpoint is up, and a new series is 0 at first.
    for (int attempt = 0; attempt < 100 && !TOLD.matcher(text).find(); attempt++) {
      try {
        text = client.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString()).body();
      } catch (IOException e) {
        text = "";
      }
      Thread.sleep(100);
    }
    return text;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
