package io.costspan.it.otel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.costspan.it.AiStandIn;
import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Finished;
import io.costspan.it.Jdk;
import io.costspan.it.OneCallApp;
import io.costspan.it.OtlpCollector;
import io.costspan.it.OtlpCollector.Point;
import io.costspan.it.OtlpCollector.Span;
import io.costspan.it.Scratch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls leave through the telemetry that the application has already, in its own traces. */
class HomesIT {
  private static final List<String> WAYS =
      List.of(
          "jdk",
          "jdk-async",
          "jdk-stream",
          "okhttp",
          "okhttp-stream",
          "okhttp-async",
          "apache4",
          "apache4-handler",
          "apache5",
          "apache5-handler");

  private static final String[] CLIENTS = {
    Build.clientClassPath("okhttp4"),
    Build.clientClassPath("apache4"),
    Build.clientClassPath("apache5")
  };

  private static final double ONE_CALL = 0.00472;
  private static final String BUDGET = "-Dcostspan.budget.month=0.03 USD/month";

  @AutoClose private static final AiStandIn STAND_IN = AiStandIn.of("sdk");

  record AgentCase(Jdk jdk, Path theirs, boolean oursFirst) {
    @Override
    public String toString() {
      String age = theirs.equals(Build.openTelemetryAgentJar()) ? "newest" : "oldest";
      return jdk + ", " + age + (oursFirst ? ", ours first" : ", theirs first");
    }
  }

  static Stream<AgentCase> agents() {
    List<AgentCase> cases = new ArrayList<>();
    for (Jdk jdk : Jdk.all()) {
      for (boolean oursFirst : new boolean[] {true, false}) {
        cases.add(new AgentCase(jdk, Build.openTelemetryAgentJar(), oursFirst));
      }
    }
    cases.add(new AgentCase(Jdk.all().get(0), Build.oldestOpenTelemetryAgentJar(), false));
    return cases.stream();
  }

  @ParameterizedTest
  @MethodSource("agents")
  void call_besideTheOpenTelemetryAgent_isInItsTracesAndMetrics(AgentCase agents) {
    try (OtlpCollector collector = new OtlpCollector()) {
      String theirs = "-javaagent:" + agents.theirs();
      List<String> flags = agents.oursFirst() ? List.of(ours(), theirs) : List.of(theirs, ours());
      Finished finished =
          ChildJvm.on(agents.jdk())
              .jvm(flags.toArray(String[]::new))
              .env("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url())
              .env("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
              .env("OTEL_SERVICE_NAME", "shop")
              .jvm(BUDGET)
              .classPath(Build.testClasses())
              .classPath((Object[]) CLIENTS)
              .classPath(Build.clientClassPath("opentelemetry"))
              .run(HomeApp.class.getName(), openAi(), String.join(",", WAYS), "agent");

      finished.transcript();
      assertEachOnce(collector, finished, WAYS);
      for (Span span : ours(collector)) {
        assertThat(span.resource()).containsEntry("service.name", "shop");
        assertThat(span.resource()).containsKey("telemetry.distro.name");
        assertThat(children(collector, span))
            .as("HTTP spans below " + span.name())
            .extracting(Span::name)
            .containsExactly("POST");
      }
      assertThat(spans(collector, "POST")).hasSize(WAYS.size());
    }
  }

  static Stream<Arguments> sdks() {
    return Jdk.all().stream()
        .flatMap(jdk -> Stream.of("global", "private").map(home -> Arguments.of(jdk, home)));
  }

  @ParameterizedTest
  @MethodSource("sdks")
  void call_besideTheApplicationsSdk_isInItsTracesAndMetrics(Jdk jdk, String home) {
    try (OtlpCollector collector = new OtlpCollector()) {
      Finished finished = runWithSdk(jdk, home, WAYS, collector, BUDGET);

      finished.transcript();
      assertEachOnce(collector, finished, WAYS);
      assertThat(ours(collector))
          .allSatisfy(span -> assertThat(span.resource()).containsEntry("service.name", "shop"));
    }
  }

  /** Nobody listens to the embedded SDK, so the first call is counted by the better home. */
  @ParameterizedTest
  @MethodSource("jdks")
  void call_beforeTheSdkIsBuilt_isCountedInItToo(Jdk jdk) {
    try (OtlpCollector collector = new OtlpCollector()) {
      runWithSdk(jdk, "late", List.of("jdk", "okhttp"), collector).transcript();

      assertThat(ours(collector)).as("of the calls since").hasSize(2);
      assertCounted(collector, 3);
    }
  }

  @Test
  void call_beforeTheSdkIsBuilt_isOnceInWhatTheEmbeddedSdkSends() {
    try (OtlpCollector collector = new OtlpCollector()) {
      runWithSdk(
              Jdk.running(),
              "late",
              List.of("jdk", "okhttp"),
              collector,
              "-Dotel.exporter.otlp.endpoint=" + collector.url())
          .transcript();

      assertThat(ours(collector)).hasSize(3);
      assertCounted(collector, 3);
    }
  }

  private static void assertCounted(OtlpCollector collector, int calls) {
    assertThat(collector.total("costspan.calls")).isEqualTo(calls);
    assertThat(collector.total("costspan.cost")).isEqualTo(calls * ONE_CALL, within(1e-9));
    assertThat(collector.total("gen_ai.client.operation.cost"))
        .isEqualTo(calls * ONE_CALL, within(1e-9));
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void call_unsampledTrace_hasItsMoneyInTheMetrics(Jdk jdk) {
    try (OtlpCollector collector = new OtlpCollector()) {
      runWithSdk(jdk, "global", List.of("jdk", "okhttp"), collector, "-Dunsampled=true")
          .transcript();

      assertThat(collector.spans()).isEmpty();
      assertThat(sum(collector, "costspan.cost")).isEqualTo(2 * ONE_CALL, within(1e-9));
    }
  }

  @Test
  void call_besideAnSdkWithoutMetrics_embedsTheseWithItsResource() {
    try (OtlpCollector collector = new OtlpCollector()) {
      String otlp = "-Dotel.exporter.otlp.endpoint=" + collector.url();
      runWithSdk(Jdk.running(), "traces", List.of("jdk"), collector, otlp).transcript();

      assertThat(ours(collector)).hasSize(1);
      assertThat(sum(collector, "costspan.cost")).isEqualTo(ONE_CALL, within(1e-9));
      assertThat(collector.resourceOfMetrics())
          .containsEntry("service.name", "shop")
          .containsEntry("service.instance.id", "shop-1")
          .containsEntry("telemetry.distro.name", "costspan");
    }
  }

  @Test
  void call_besideADisabledOpenTelemetryAgent_goesToTheEmbeddedSdk() {
    try (OtlpCollector collector = new OtlpCollector()) {
      ChildJvm.onRunningJdk()
          .jvm("-javaagent:" + Build.openTelemetryAgentJar(), ours())
          .property("otel.javaagent.enabled", false)
          .env("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url())
          .classPath(Build.testClasses())
          .run(OneCallApp.class.getName(), openAi())
          .transcript();

      assertThat(ours(collector)).hasSize(1);
      assertThat(sum(collector, "costspan.cost")).isEqualTo(ONE_CALL, within(1e-9));
    }
  }

  /** It does so after the agent's own work at exit is done. */
  @ParameterizedTest
  @MethodSource("jdks")
  void call_sdkThatIsShutDownLateWithoutCollecting_leavesThroughTheEmbeddedOne(Jdk jdk) {
    try (OtlpCollector collector = new OtlpCollector()) {
      deaf(jdk, "-Dotel.exporter.otlp.endpoint=" + collector.url()).transcript();

      assertCounted(collector, 1);
    }
  }

  @Test
  void call_sdkThatIsShutDownWithoutCollectingAndNoOtherWay_isSaidToBeLost() {
    assertThat(deaf(Jdk.running()).stderrLines())
        .filteredOn(line -> line.startsWith("[costspan]"))
        .singleElement()
        .asString()
        .contains("1 call was left out of metrics");
  }

  private static Finished deaf(Jdk jdk, String... flags) {
    return ChildJvm.on(jdk)
        .jvm(flags)
        .jvm(ours())
        .classPath(Build.testClasses())
        .classPath((Object[]) CLIENTS)
        .classPath(Build.clientClassPath("opentelemetry"))
        .run(DeafSdkApp.class.getName(), openAi());
  }

  static List<Jdk> jdks() {
    return Jdk.all();
  }

  private static Finished runWithSdk(
      Jdk jdk, String home, List<String> ways, OtlpCollector collector, String... flags) {
    Path ledger = Scratch.folder("ledger").resolve("ai.jsonl");
    return ChildJvm.on(jdk)
        .jvm(flags)
        .jvm(ours() + ",ledger=" + ledger)
        .property("ledger", ledger)
        .classPath(Build.testClasses())
        .classPath((Object[]) CLIENTS)
        .classPath(Build.clientClassPath("opentelemetry"))
        .run(HomeApp.class.getName(), openAi(), String.join(",", ways), home, collector.url());
  }

  /** One span per call, a child of what the application was doing, and the money once. */
  private static void assertEachOnce(
      OtlpCollector collector, Finished finished, List<String> ways) {
    Map<String, Span> roots = new HashMap<>();
    collector.spans().stream()
        .filter(span -> span.name().startsWith("checkout "))
        .forEach(span -> roots.put(span.spanId(), span));
    assertThat(roots).hasSameSizeAs(ways);
    assertThat(ours(collector))
        .hasSameSizeAs(ways)
        .allSatisfy(span -> assertThat(roots).containsKey(span.parentId()));
    assertThat(ours(collector)).extracting(Span::parentId).doesNotHaveDuplicates();
    assertThat(ours(collector))
        .allSatisfy(
            span -> assertThat(span.traceId()).isEqualTo(roots.get(span.parentId()).traceId()));
    double spent =
        ours(collector).stream()
            .mapToDouble(span -> (double) span.attributes().get("gen_ai.usage.cost.amount"))
            .sum();
    assertThat(sum(collector, "costspan.cost")).isEqualTo(spent, within(1e-9));
    assertThat(sum(collector, "gen_ai.client.operation.cost")).isEqualTo(spent, within(1e-9));
    assertThat(sum(collector, "costspan.calls")).isEqualTo(ways.size());
    assertBudget(collector, spent);
    assertThat(finished.stderrLines())
        .filteredOn(line -> line.startsWith("[costspan]"))
        .allMatch(line -> line.contains("budget"));
  }

  /** How the budget stands in the end, which is spent whole. */
  private static void assertBudget(OtlpCollector collector, double spent) {
    assertThat(collector.points("costspan.budget.limit"))
        .extracting(Point::value)
        .containsOnly(0.03);
    assertThat(collector.points("costspan.budget.remaining_ratio"))
        .extracting(Point::value)
        .containsOnly(0.0);
    assertThat(collector.points("costspan.budget.consumed"))
        .singleElement()
        .satisfies(
            point -> {
              assertThat(point.value()).isEqualTo(spent, within(1e-9));
              assertThat(point.attributes())
                  .containsOnly(
                      Map.entry("costspan.budget", "month"),
                      Map.entry("gen_ai.usage.cost.currency", "USD"));
            });
    assertThat(collector.points("costspan.budget.warnings"))
        .extracting(point -> point.attributes().get("costspan.threshold") + " " + point.value())
        .containsExactlyInAnyOrder("50 1.0", "80 1.0", "100 1.0");
  }

  private static double sum(OtlpCollector collector, String metric) {
    return collector.points(metric).stream().mapToDouble(Point::value).sum();
  }

  private static String ours() {
    return "-javaagent:" + Build.agentJar() + "=endpoints=" + openAi() + "=openai";
  }

  private static String openAi() {
    return STAND_IN.url() + "/openai/v1";
  }

  private static List<Span> ours(OtlpCollector collector) {
    return collector.spans().stream().filter(span -> span.scope().equals("io.costspan")).toList();
  }

  private static List<Span> spans(OtlpCollector collector, String name) {
    return collector.spans().stream().filter(span -> span.name().equals(name)).toList();
  }

  private static List<Span> children(OtlpCollector collector, Span parent) {
    return collector.spans().stream()
        .filter(span -> span.parentId().equals(parent.spanId()))
        .toList();
  }
}
