package io.costspan.it.page;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.costspan.it.AiStandIn;
import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Finished;
import io.costspan.it.Jdk;
import io.costspan.it.Ledger;
import io.costspan.it.RunningJvm;
import io.costspan.it.Scratch;
import io.costspan.it.prometheus.PrometheusServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;

/** A JVM that makes calls and shows the spend page. */
final class ShownJvm implements AutoCloseable {
  static final String HOSTILE = "<script>alert(1)</script>";
  private static final List<String> MODELS =
      List.of("gpt-4o", "gpt-4o-mini", "gpt-4.1", "o3", HOSTILE);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final AiStandIn standIn = standIn();
  private final Path ledger = Scratch.folder("page").resolve("ai.jsonl");
  private final int port = PrometheusServer.freePort();
  private final RunningJvm child;
  private int calls;

  ShownJvm(Jdk jdk) throws IOException {
    child =
        ChildJvm.on(jdk)
            .classPath(Build.testClasses())
            .agent(
                "endpoints="
                    + standIn.url()
                    + "/v1=openai,owner.header=team:x-team,budget.day=0.5 USD/day,page.port="
                    + port
                    + ",ledger="
                    + ledger)
            .env("OTEL_SERVICE_NAME", "acme-shop")
            .start(ShoppingApp.class.getName(), standIn.url());
    child.awaitStdout("ready");
  }

  private static AiStandIn standIn() {
    AiStandIn standIn = AiStandIn.empty();
    int tokens = 1_201;
    for (String model : MODELS) {
      String reply =
          """
          {"id":"c1","model":"%s","choices":[{"message":{"content":"Yes."}}],
           "usage":{"prompt_tokens":%d,"completion_tokens":307,"total_tokens":%d,
                    "prompt_tokens_details":{"cached_tokens":1024}}}"""
              .formatted(model, tokens, tokens + 307);
      standIn
          .server()
          .stubFor(
              post(urlPathEqualTo("/v1/chat/completions"))
                  .withRequestBody(matchingJsonPath("$.model", equalTo(model)))
                  .willReturn(okJson(reply)));
      tokens += 111;
    }
    return standIn;
  }

  String url() {
    return "http://localhost:" + port;
  }

  /** Another origin, which can be reached as well. */
  AiStandIn elsewhere() {
    return standIn;
  }

  void call(String team, String model) {
    child.type(team + " " + model);
    child.awaitStdout("call " + ++calls + ".");
  }

  /** The ledger, once each call has its line. */
  Ledger ledger() throws InterruptedException {
    Ledger lines = Ledger.read(ledger);
    for (int attempt = 0; attempt < 600 && lines.lines().size() < calls; attempt++) {
      Thread.sleep(50);
      lines = Ledger.read(ledger);
    }
    assertThat(lines.lines()).hasSize(calls);
    return lines;
  }

  /** What {@code /spend.json} says, once each call counts. */
  JsonNode json() throws IOException, InterruptedException {
    for (int attempt = 0; attempt < 600; attempt++) {
      try {
        JsonNode shown = JSON.readTree(get("/spend.json"));
        if (shown.at("/total/calls").asInt() == calls) {
          return shown;
        }
      } catch (IOException notYetOpen) {
        // It is opened aside.
      }
      Thread.sleep(50);
    }
    throw new AssertionError("The page does not show " + calls + " calls: " + child.stdout());
  }

  String get(String path) throws IOException, InterruptedException {
    return CLIENT
        .send(HttpRequest.newBuilder(URI.create(url() + path)).build(), BodyHandlers.ofString())
        .body();
  }

  /** Lets the application end by itself. */
  Finished end() {
    child.endInput();
    return child.await();
  }

  @Override
  public void close() {
    child.close();
    standIn.close();
  }
}
