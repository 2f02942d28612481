package io.costspan.it.otel;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.costspan.it.AiStandIn;
import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Finished;
import io.costspan.it.Jdk;
import io.costspan.it.OtlpCollector;
import io.costspan.it.OtlpCollector.Point;
import io.costspan.it.OtlpCollector.Span;
import io.costspan.it.Scratch;
import io.costspan.it.traced.TracedApp;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** AI libraries that make spans of their own: the money is on these, and on nothing else. */
class TracedIT {
  private static final String AMOUNT = "gen_ai.usage.cost.amount";

  /** Many libraries start in each JVM. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final double CHAT = 0.00472;
  private static final double STREAM = 0.00000585;
  private static final double RESPONSE = 0.0004962;
  private static final double MESSAGE = 0.034925;
  private static final double STREAMED_MESSAGE = 0.0001;

  /** 21 x 0.80 + 175 x 3.20. */
  private static final double CONVERSE = 0.0005768;

  /** Which instrumentation's span carries how much. */
  record Carried(String scope, double amount) {}

  private static final Map<String, Carried> BESIDE_THE_AGENT = new LinkedHashMap<>();
  private static final Map<String, Carried> WITH_OWN_SDK = new LinkedHashMap<>();

  static {
    String openAi = "io.opentelemetry.openai-java-1.1";
    BESIDE_THE_AGENT.put("openai", new Carried(openAi, CHAT));
    BESIDE_THE_AGENT.put("openai-stream", new Carried(openAi, STREAM));
    BESIDE_THE_AGENT.put("openai-async", new Carried(openAi, CHAT));
    BESIDE_THE_AGENT.put("openai-responses", new Carried("io.costspan", RESPONSE));
    String aws = "io.opentelemetry.aws-sdk-2.2";
    BESIDE_THE_AGENT.put("bedrock-converse", new Carried(aws, CONVERSE));
    BESIDE_THE_AGENT.put("bedrock-invoke", new Carried(aws, CONVERSE));
    String observed = "org.springframework.boot";
    BESIDE_THE_AGENT.put("spring", new Carried(observed, CHAT));

    String anthropic = "com.anthropic.sdk.java";
    WITH_OWN_SDK.put("anthropic", new Carried(anthropic, MESSAGE));
    WITH_OWN_SDK.put("anthropic-stream", new Carried(anthropic, STREAMED_MESSAGE));
    WITH_OWN_SDK.put("anthropic-async", new Carried(anthropic, MESSAGE));
    WITH_OWN_SDK.put("langchain", new Carried(observed, CHAT));
    WITH_OWN_SDK.put("langchain-stream", new Carried(observed, STREAM));
    WITH_OWN_SDK.put("spring", new Carried(observed, CHAT));
    WITH_OWN_SDK.put("spring-stream", new Carried("io.costspan", STREAM));
    WITH_OWN_SDK.put("spring-propagated", new Carried(observed, STREAM));
  }

  @AutoClose private static final AiStandIn STAND_IN = AiStandIn.of("sdk");

  @BeforeAll
  static void answerAsBedrock() {
    STAND_IN
        .server()
        .stubFor(
            post(urlPathMatching("/bedrock/model/.*"))
                .willReturn(
                    aResponse()
                        .withHeader("Content-Type", "application/json")
                        .withBodyFile("bedrock-converse.json")));
  }

  @Test
  void call_spanOfTheOpenTelemetryAgent_carriesItsMoney() {
    besideTheAgent(Jdk.all().get(0), true);
  }

  static Stream<Arguments> otherPairs() {
    return Jdk.all().stream()
        .flatMap(jdk -> Stream.of(true, false).map(oursFirst -> Arguments.of(jdk, oursFirst)))
        .skip(1);
  }

  @Tag("frameworks")
  @ParameterizedTest
  @MethodSource("otherPairs")
  void call_spanOfTheOpenTelemetryAgent_carriesItsMoneyToo(Jdk jdk, boolean oursFirst) {
    besideTheAgent(jdk, oursFirst);
  }

  private static void besideTheAgent(Jdk jdk, boolean oursFirst) {
    try (OtlpCollector collector = new OtlpCollector()) {
      String theirs = "-javaagent:" + Build.openTelemetryAgentJar();
      Finished finished =
          ChildJvm.on(jdk)
              .timeout(PATIENCE)
              .jvm(oursFirst ? ours() : theirs, oursFirst ? theirs : ours())
              .env("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url())
              .env("OTEL_SERVICE_NAME", "shop")
              .classPath(Build.tracedClassPath())
              .run(TracedApp.class.getName(), STAND_IN.url(), ways(BESIDE_THE_AGENT));

      assertCarried(collector, BESIDE_THE_AGENT, finished);
    }
  }

  @Test
  void call_spanInTheApplicationsSdk_carriesItsMoney() {
    inTheApplicationsSdk(Jdk.all().get(Jdk.all().size() - 1));
  }

  @Tag("frameworks")
  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void call_spanInTheApplicationsSdk_carriesItsMoneyToo(Jdk jdk) {
    inTheApplicationsSdk(jdk);
  }

  private static void inTheApplicationsSdk(Jdk jdk) {
    try (OtlpCollector collector = new OtlpCollector()) {
      Finished finished =
          ChildJvm.on(jdk)
              .timeout(PATIENCE)
              .jvm(ours())
              .property("costspan.ledger", Scratch.folder("ledger").resolve("ai.jsonl"))
              .classPath(Build.tracedClassPath())
              .run(TracedApp.class.getName(), STAND_IN.url(), ways(WITH_OWN_SDK), collector.url());

      assertCarried(collector, WITH_OWN_SDK, finished);
    }
  }

  private static void assertCarried(
      OtlpCollector collector, Map<String, Carried> expected, Finished finished) {
    String told = finished.transcript() + finished.stderr();
    expected.forEach(
        (way, carried) ->
            assertThat(carriers(collector, way))
                .as(way + "\n" + told + "\n" + spans(collector, way))
                .extracting(
                    span -> new Carried(span.scope(), (double) span.attributes().get(AMOUNT)))
                .containsExactly(carried));
    double total = expected.values().stream().mapToDouble(Carried::amount).sum();
    assertThat(sum(collector, "costspan.cost")).isEqualTo(total, within(1e-9));
    assertThat(sum(collector, "gen_ai.client.operation.cost")).isEqualTo(total, within(1e-9));
    assertThat(sum(collector, "costspan.calls")).isEqualTo(expected.size());
    assertThat(collector.exemplars("gen_ai.client.operation.cost"))
        .as("exemplars")
        .isNotEmpty()
        .isSubsetOf(carriers(collector).stream().map(Span::spanId).toList());
    assertThat(finished.stderrLines()).noneMatch(line -> line.startsWith("[costspan]"));
  }

  private static List<Span> carriers(OtlpCollector collector) {
    return collector.spans().stream()
        .filter(span -> span.attributes().containsKey(AMOUNT))
        .toList();
  }

  /** The spans with an amount in the trace of that way. */
  private static List<Span> carriers(OtlpCollector collector, String way) {
    return spans(collector, way).stream()
        .filter(span -> span.attributes().containsKey(AMOUNT))
        .toList();
  }

  private static List<Span> spans(OtlpCollector collector, String way) {
    List<String> traces =
        collector.spans().stream()
            .filter(span -> span.name().equals("checkout " + way))
            .map(Span::traceId)
            .toList();
    return collector.spans().stream().filter(span -> traces.contains(span.traceId())).toList();
  }

  private static double sum(OtlpCollector collector, String metric) {
    return collector.points(metric).stream().mapToDouble(Point::value).sum();
  }

  private static String ways(Map<String, Carried> expected) {
    return String.join(",", expected.keySet());
  }

  private static String ours() {
    String url = STAND_IN.url();
    return "-javaagent:"
        + Build.agentJar()
        + "=endpoints="
        + String.join(
            ",",
            url + "/openai/v1=openai",
            url + "/anthropic=anthropic",
            url + "/bedrock=aws.bedrock");
  }
}
