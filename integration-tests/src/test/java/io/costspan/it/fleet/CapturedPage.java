package io.costspan.it.fleet;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;

import io.costspan.it.AiStandIn;
import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.RunningJvm;
import io.costspan.it.frameworks.WebApplication;
import io.costspan.it.prometheus.ModelsApp;
import io.costspan.it.prometheus.PrometheusServer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a real JVM with the agent shows Prometheus after calls of some models. */
final class CapturedPage {
  /** Three with a price, and one without. */
  private static final List<String> MODELS = List.of("gpt-4o", "gpt-4o-mini", "gpt-4.1", "house");

  private static final String LAST = "costspan_usage_total{costspan_meter=\"output_tokens\"";

  private CapturedPage() {}

  /** Runs such a JVM. */
  static List<Series> capture() throws IOException {
    int port = PrometheusServer.freePort();
    try (AiStandIn standIn = standIn();
        RunningJvm child =
            ChildJvm.onRunningJdk()
                .agent("prometheus.port=" + port)
                .env("COSTSPAN_ENDPOINTS", standIn.url() + "/v1=openai")
                .env("OTEL_SERVICE_NAME", "shop")
                .env("OTEL_TRACES_EXPORTER", "none")
                .classPath(Build.testClasses())
                .start(ModelsApp.class.getName(), standIn.url() + "/v1")) {
      child.awaitStdout("ready");
      MODELS.forEach(child::type);
      child.awaitStdout("call " + MODELS.size() + "\n");
      String page =
          WebApplication.await("shown", () -> page(port), text -> grown(text) == MODELS.size());
      return page.lines().filter(line -> !line.startsWith("#")).map(Series::parse).toList();
    }
  }

  private static AiStandIn standIn() {
    AiStandIn standIn = AiStandIn.empty();
    for (String model : MODELS) {
      standIn
          .server()
          .stubFor(
              any(anyUrl())
                  .withRequestBody(matchingJsonPath("$.model", equalTo(model)))
                  .willReturn(
                      okJson(
                          """
                          {"id":"c1","model":"%s","choices":[{"message":{"content":"Yes."}}],
                           "usage":{"prompt_tokens":1201,"completion_tokens":307,
                                    "prompt_tokens_details":{"cached_tokens":203}}}"""
                              .formatted(model))));
    }
    return standIn;
  }

  private static String page(int port) {
    try (var in = URI.create("http://localhost:" + port + "/metrics").toURL().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException notYetUp) {
      return "";
    }
  }

  /** A counter is shown at 0 first. */
  private static long grown(String page) {
    return page.lines().filter(line -> line.startsWith(LAST) && !line.endsWith(" 0.0")).count();
  }
}
