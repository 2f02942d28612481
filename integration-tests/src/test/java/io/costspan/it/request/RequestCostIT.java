package io.costspan.it.request;

import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.costspan.it.AiStandIn;
import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Finished;
import io.costspan.it.Jdk;
import io.costspan.it.Ledger;
import io.costspan.it.OtlpCollector;
import io.costspan.it.OtlpCollector.Point;
import io.costspan.it.OtlpCollector.Span;
import io.costspan.it.RunningJvm;
import io.costspan.it.Scratch;
import io.costspan.it.traced.GreedyApp;
import io.costspan.it.traced.RequestsApp;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What one logical request costs in all, on however many threads. */
class RequestCostIT {
  private static final String COST = "costspan.trace.cost";
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final double PRECISION = 1e-9;
  private static final long PAUSE_NANOS = 50_000_000;

  @AutoClose private static final AiStandIn STAND_IN = AiStandIn.of("sdk");

  private final Path ledger = Scratch.folder("ledger").resolve("ai.jsonl");

  /** A model that asks for a tool until it has been told something by one. */
  @BeforeAll
  static void answerAsAnAgentsModel() {
    String usage = ",\"usage\":{\"prompt_tokens\":1200,\"completion_tokens\":300}}";
    STAND_IN
        .server()
        .stubFor(
            post(urlPathEqualTo("/agent/v1/chat/completions"))
                .atPriority(2)
                .willReturn(
                    okJson(
                        "{\"id\":\"c1\",\"model\":\"gpt-4o\",\"choices\":[{\"index\":0,\"message\":{"
                            + "\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"t1\",\"type\":\"function\","
                            + "\"function\":{\"name\":\"price\",\"arguments\":\"{\\\"arg0\\\":\\\"x\\\"}\"}}]},"
                            + "\"finish_reason\":\"tool_calls\"}]"
                            + usage)));
    STAND_IN
        .server()
        .stubFor(
            post(urlPathEqualTo("/agent/v1/chat/completions"))
                .atPriority(1)
                .withRequestBody(containing("two dollars"))
                .willReturn(
                    okJson(
                        "{\"id\":\"c2\",\"model\":\"gpt-4o\",\"choices\":[{\"index\":0,\"message\":{"
                            + "\"role\":\"assistant\",\"content\":\"Two dollars.\"},\"finish_reason\":\"stop\"}]"
                            + usage)));
  }

  @Test
  void request_onManyThreads_costsWhatTheLedgerSays() {
    costsWhatTheLedgerSays(Jdk.all().get(Jdk.all().size() - 1));
  }

  @Tag("frameworks")
  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void request_onManyThreads_costsWhatTheLedgerSaysToo(Jdk jdk) {
    costsWhatTheLedgerSays(jdk);
  }

  private void costsWhatTheLedgerSays(Jdk jdk) {
    try (OtlpCollector collector = new OtlpCollector()) {
      Finished finished =
          child(jdk).run(RequestsApp.class.getName(), STAND_IN.url(), collector.url());

      finished.transcript();
      List<JsonNode> lines = Ledger.read(ledger).lines();
      Map<String, List<JsonNode>> byTrace = byTrace(lines);
      List<Span> roots = roots(collector);
      assertThat(roots).as(finished.stderr()).hasSizeGreaterThanOrEqualTo(4);
      roots.forEach(root -> assertIsSumOf(byTrace.get(root.traceId()), root));
      assertThat(collector.spans())
          .filteredOn(span -> span.attributes().containsKey(COST))
          .hasSameSizeAs(roots);
      // The first call belongs to no request.
      double others = lines.stream().skip(1).mapToDouble(RequestCostIT::amount).sum();
      assertThat(collector.total(COST)).isEqualTo(others, within(PRECISION));
      assertThat(collector.totalCount(COST)).isEqualTo(2.0 * roots.size());
      // Each of them costs more than the budget that all have, so it warns at three thresholds.
      assertThat(collector.total("costspan.budget.warnings")).isEqualTo(3 * 2.0 * roots.size());
    }
  }

  @Tag("frameworks")
  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void request_besideTheOpenTelemetryAgent_costsWhatTheLedgerSays(Jdk jdk) {
    try (OtlpCollector collector = new OtlpCollector()) {
      child(jdk)
          .jvm("-javaagent:" + Build.openTelemetryAgentJar())
          .env("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url())
          .run(RequestsApp.class.getName(), STAND_IN.url())
          .transcript();

      List<JsonNode> lines = Ledger.read(ledger).lines();
      Map<String, List<JsonNode>> byTrace = byTrace(lines);
      List<Span> roots = roots(collector);
      roots.forEach(root -> assertIsSumOf(byTrace.get(root.traceId()), root));
      // To the agent, the first call is a trace of its own.
      double all = lines.stream().mapToDouble(RequestCostIT::amount).sum();
      assertThat(collector.total(COST)).isEqualTo(all, within(PRECISION));
    }
  }

  @Test
  void request_thatHasSpentItsBudget_makesNoMoreCallsButOthersDo() {
    try (OtlpCollector collector = new OtlpCollector()) {
      Finished finished =
          child(Jdk.running())
              .property("costspan.budget.run.action", "block")
              .run(GreedyApp.class.getName(), STAND_IN.url(), collector.url());

      String refused =
          "OpenAIIoException: java.io.IOException: Costspan blocked this AI call: budget run of this"
              + " JVM has spent 0.00472 of 0.001 USD per request; blocked until this request ends";
      assertThat(finished.transcript().lines())
          .containsExactly("answered", refused, refused, "answered");
      List<JsonNode> lines = Ledger.read(ledger).lines();
      assertThat(lines)
          .extracting(line -> line.get("rating").asText() + " " + line.get("amount").asText())
          .containsExactly("rated 0.00472", "blocked 0", "blocked 0", "rated 0.00472");
      assertThat(byTrace(lines).values()).extracting(List::size).containsExactlyInAnyOrder(3, 1);
      assertThat(spans(collector, "greedy").get(0).attributes()).containsEntry(COST, 0.00472);
      assertThat(collector.spans())
          .filteredOn(span -> "blocked".equals(span.attributes().get("costspan.rating")))
          .hasSize(2)
          .allSatisfy(
              span ->
                  assertThat(span.attributes())
                      .containsEntry("costspan.reason", "budget")
                      .containsEntry("error.type", "java.io.IOException"));
    }
  }

  /** Of {@code jakarta} and of {@code javax}. */
  @ParameterizedTest
  @ValueSource(strings = {"tomcat", "tomcat9"})
  void request_ofAServlet_costsWhatItsOwnThreadSpends(String container) {
    try (OtlpCollector collector = new OtlpCollector()) {
      String url = STAND_IN.url() + "/openai/v1";
      ChildJvm child =
          ChildJvm.on(Jdk.all().get(0))
              .timeout(PATIENCE)
              .agent("endpoints=" + url + "=openai,owner.header=visit:x-visit,ledger=" + ledger)
              .env("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url())
              .env("OTEL_METRIC_EXPORT_INTERVAL", 200)
              .classPath(Build.frameworkClassPath(container), Build.callsClassPath());
      String summary;
      try (RunningJvm visited =
          child.start(
              "io.costspan.it." + container + ".Visited",
              url + "/chat/completions",
              Scratch.folder("tomcat"))) {
        visited.awaitStdout("in servlet requests");
        // On busy cores an export may take longer than an exit waits for it.
        for (int attempt = 0; attempt < 1200 && lateOf(collector).isEmpty(); attempt++) {
          LockSupport.parkNanos(PAUSE_NANOS);
        }
        visited.endInput();
        summary = visited.await().transcript();
      }

      double spent =
          Ledger.read(ledger).lines().stream()
              .filter(line -> line.get("owners").get("visit").asText().equals("late"))
              .mapToDouble(RequestCostIT::amount)
              .sum();
      assertThat(lateOf(collector))
          .singleElement()
          .satisfies(
              point -> {
                assertThat(point.count()).isEqualTo(1);
                assertThat(point.value()).isEqualTo(spent, within(PRECISION));
              });
      assertThat(collector.points(COST))
          .noneMatch(point -> "elsewhere".equals(point.attributes().get("costspan.owner.visit")));
      assertThat(summary).contains("without a cost of their request ");
    }
  }

  private static List<Point> lateOf(OtlpCollector collector) {
    return collector.points(COST).stream()
        .filter(point -> "late".equals(point.attributes().get("costspan.owner.visit")))
        .toList();
  }

  private ChildJvm child(Jdk jdk) {
    return ChildJvm.on(jdk)
        .timeout(PATIENCE)
        .agent(
            "budget.run=0.001 USD/request,endpoints="
                + STAND_IN.url()
                + "/openai/v1=openai,"
                + STAND_IN.url()
                + "/agent/v1=openai")
        .property("costspan.ledger", ledger)
        .classPath(Build.tracedClassPath());
  }

  private static Map<String, List<JsonNode>> byTrace(List<JsonNode> lines) {
    return lines.stream()
        .filter(line -> line.has("traceId"))
        .collect(Collectors.groupingBy(line -> line.get("traceId").asText()));
  }

  private static List<Span> roots(OtlpCollector collector) {
    return spans(collector, "sampled ");
  }

  private static List<Span> spans(OtlpCollector collector, String begin) {
    return collector.spans().stream().filter(span -> span.name().startsWith(begin)).toList();
  }

  private static void assertIsSumOf(List<JsonNode> lines, Span root) {
    assertThat(root.attributes())
        .as(root.name())
        .containsEntry("costspan.trace.calls", (long) lines.size())
        .containsEntry("costspan.trace.unrated", 0L)
        .containsEntry("costspan.trace.currency", "USD")
        .containsKey("costspan.trace.depth");
    assertThat((Double) root.attributes().get(COST))
        .as(root.name())
        .isEqualTo(lines.stream().mapToDouble(RequestCostIT::amount).sum(), within(PRECISION));
  }

  private static double amount(JsonNode line) {
    return line.get("amount").asDouble();
  }
}
