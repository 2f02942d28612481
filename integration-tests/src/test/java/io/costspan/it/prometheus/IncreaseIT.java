package io.costspan.it.prometheus;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.costspan.it.AiStandIn;
import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Jdk;
import io.costspan.it.Ledger;
import io.costspan.it.RunningJvm;
import io.costspan.it.Scratch;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a real Prometheus makes of a small bill. */
class IncreaseIT {
  private static final String RULES =
      """
      groups:
      - name: costspan
        rules:
        - alert: UnratedAiCall
          expr: increase(costspan_calls_total{costspan_rating="unrated"}[1h]) > 0
      """;

  private static final String FIRED =
      "count(ALERTS{alertname=\"UnratedAiCall\",alertstate=\"firing\"})";

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void scrape_sevenCallsOfFourModels_addUpToTheLedger(Jdk jdk) throws Exception {
    int port = PrometheusServer.freePort();
    Path ledger = Scratch.folder("ledger").resolve("ai.jsonl");
    try (PrometheusServer prometheus = PrometheusServer.start(port, RULES);
        AiStandIn standIn = standIn();
        RunningJvm child = start(jdk, port, standIn.url() + "/v1", ledger)) {
      child.awaitStdout("ready");
      call(child, 1, "gpt-4o", "gpt-4o-mini", "gpt-4o");
      prometheus.await("sum(costspan_cost_total)", shown -> shown > 0);
      call(child, 4, "gpt-4.1", "o3", "gpt-4.1", "gpt-4o");
      Map<String, Double> owed = owed(complete(ledger, 7));
      double total = owed.values().stream().mapToDouble(Double::doubleValue).sum();
      prometheus.await("sum(costspan_cost_total)", shown -> shown > total - 1e-9);

      assertThat(
              prometheus.values(
                  "max_over_time(costspan_cost_total[1h]) - min_over_time(costspan_cost_total[1h])",
                  "gen_ai_request_model",
                  "costspan_meter"))
          .isEqualTo(owed);
      assertThat(prometheus.value("sum(increase(costspan_cost_total[1h]))"))
          .isGreaterThanOrEqualTo(0.99 * total);
      assertThat(prometheus.value(FIRED)).isNaN();

      call(child, 8, "no-such-model");
      prometheus.await(FIRED, alerts -> alerts == 1);
    }
  }

  private static RunningJvm start(Jdk jdk, int port, String openAi, Path ledger) {
    return ChildJvm.on(jdk)
        .classPath(Build.testClasses())
        .agent("endpoints=" + openAi + "=openai,ledger=" + ledger)
        .env("OTEL_METRICS_EXPORTER", "prometheus")
        .env("OTEL_TRACES_EXPORTER", "none")
        .env("OTEL_EXPORTER_PROMETHEUS_PORT", port)
        .start(ModelsApp.class.getName(), openAi);
  }

  private static void call(RunningJvm child, int number, String... models) {
    for (String model : models) {
      child.type(model);
      child.awaitStdout("call " + number++ + "\n");
    }
  }

  private static AiStandIn standIn() {
    AiStandIn standIn = AiStandIn.empty();
    int tokens = 1_201;
    for (String model : List.of("gpt-4o", "gpt-4o-mini", "gpt-4.1", "o3", "no-such-model")) {
      String reply =
          """
          {"id":"c1","model":"%s","choices":[{"message":{"content":"Yes."}}],
           "usage":{"prompt_tokens":%d,"completion_tokens":307,"total_tokens":%d}}"""
              .formatted(model, tokens, tokens + 307);
      standIn
          .server()
          .stubFor(
              any(anyUrl())
                  .withRequestBody(matchingJsonPath("$.model", equalTo(model)))
                  .willReturn(okJson(reply)));
      tokens += 111;
    }
    return standIn;
  }

  /** The ledger once it has that many lines, which are written soon after each call. */
  private static Ledger complete(Path file, int lines) throws InterruptedException {
    Ledger ledger = Ledger.read(file);
    for (int attempt = 0; attempt < 600 && ledger.lines().size() < lines; attempt++) {
      Thread.sleep(100);
      ledger = Ledger.read(file);
    }
    assertThat(ledger.lines()).hasSize(lines);
    return ledger;
  }

  /** What the ledger says, by model and meter. */
  private static Map<String, Double> owed(Ledger ledger) {
    Map<String, BigDecimal> sums = new HashMap<>();
    for (JsonNode line : ledger.lines()) {
      for (JsonNode charge : line.path("charges")) {
        sums.merge(
            line.path("requestModel").asText() + " " + charge.path("meter").asText(),
            new BigDecimal(charge.path("amount").asText()),
            BigDecimal::add);
      }
    }
    Map<String, Double> rounded = new HashMap<>();
    sums.forEach((series, sum) -> rounded.put(series, sum.doubleValue()));
    return rounded;
  }
}
