package io.costspan.it.otel;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.it.AiStandIn;
import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Finished;
import io.costspan.it.Jdk;
import io.costspan.it.OneCallApp;
import io.costspan.it.OtlpCollector;
import io.costspan.it.OtlpCollector.Point;
import io.costspan.it.OtlpCollector.Span;
import io.costspan.it.RunningJvm;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two agents in one JVM, ours and the official OpenTelemetry one, in both orders. */
class BesideOpenTelemetryAgentIT {
  private static final long PAUSE_NANOS = 50_000_000;
  private static final String THEIRS = "-javaagent:" + Build.openTelemetryAgentJar();

  record Pair(Jdk jdk, boolean oursFirst) {
    @Override
    public String toString() {
      return jdk + (oursFirst ? ", ours first" : ", theirs first");
    }
  }

  static Stream<Pair> pairs() {
    return Jdk.all().stream().flatMap(jdk -> Stream.of(new Pair(jdk, true), new Pair(jdk, false)));
  }

  /** What the OpenTelemetry agent does when it is alone. */
  record Alone(Finished finished, List<String> spans) {}

  private static final Map<Jdk, Alone> ALONE = new HashMap<>();
  @AutoClose private static final AiStandIn STAND_IN = AiStandIn.of("sdk");

  @ParameterizedTest
  @MethodSource("pairs")
  void bothAgents_anyOrder_eachTellsItsPart(Pair pair) {
    Alone alone = ALONE.computeIfAbsent(pair.jdk(), BesideOpenTelemetryAgentIT::alone);
    String prices = "/prices" + pair.hashCode();
    STAND_IN.server().stubFor(any(urlEqualTo(prices)).willReturn(ok("{\"cards\": []}")));
    String ours =
        "-javaagent:"
            + Build.agentJar()
            + "=prices="
            + STAND_IN.url()
            + prices
            + ",endpoints="
            + openAi()
            + "=openai";
    List<String> both = pair.oursFirst() ? List.of(ours, THEIRS) : List.of(THEIRS, ours);

    try (OtlpCollector collector = new OtlpCollector()) {
      Finished together = run(pair.jdk(), both, collector);

      assertThat(together.differenceFrom(alone.finished())).isEmpty();
      STAND_IN.server().verify(anyRequestedFor(urlEqualTo(prices)));
      assertThat(theirSpans(collector)).isEqualTo(alone.spans()).isNotEmpty();
      assertThat(ourSpans(collector))
          .extracting(span -> span.attributes().get("gen_ai.usage.cost.amount"))
          .containsExactly(0.00472);
      assertThat(collector.points("costspan.calls")).extracting(Point::value).containsExactly(1.0);
      assertThat(linesOfOurs(alone.finished(), together))
          .noneMatch(line -> line.startsWith("[costspan]"))
          .first()
          .asString()
          .startsWith("costspan receipt");
    }
  }

  @Test
  void export_embeddedSdk_isNotTracedByTheOtherAgent() {
    exportBesideTheirs(new Pair(Jdk.running(), true));
  }

  @Tag("frameworks")
  @ParameterizedTest
  @MethodSource("pairs")
  void export_embeddedSdk_isNotTracedEither(Pair pair) {
    exportBesideTheirs(pair);
  }

  private static void exportBesideTheirs(Pair pair) {
    try (OtlpCollector collector = new OtlpCollector()) {
      String ours =
          "-javaagent:"
              + Build.agentJar()
              + "=telemetry=embedded,endpoints="
              + openAi()
              + "=openai";
      List<String> both = pair.oursFirst() ? List.of(ours, THEIRS) : List.of(THEIRS, ours);

      runUntilExported(pair.jdk(), both, collector);

      assertThat(ourSpans(collector)).hasSize(1);
      assertThat(collector.points("costspan.calls")).extracting(Point::value).containsExactly(1.0);
      assertThat(theirSpans(collector))
          .isNotEmpty()
          .noneMatch(span -> span.contains(collector.url()));
      assertThat(collector.points("http.client.request.duration"))
          .isNotEmpty()
          .noneMatch(point -> point.attributes().containsValue((long) collector.port()));
    }
  }

  /** On busy cores an export may take longer than an exit waits for it. */
  private static void runUntilExported(Jdk jdk, List<String> agents, OtlpCollector collector) {
    try (RunningJvm child =
        child(jdk, agents, collector)
            .env("OTEL_METRIC_EXPORT_INTERVAL", 200)
            .env("OTEL_BSP_SCHEDULE_DELAY", 200)
            .start(OneCallApp.class.getName(), openAi(), "wait")) {
      child.awaitStdout("waiting");
      for (int attempt = 0; attempt < 1200 && !isExported(collector); attempt++) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
      child.type("");
      child.await().transcript();
    }
  }

  private static boolean isExported(OtlpCollector collector) {
    return !ourSpans(collector).isEmpty()
        && !theirSpans(collector).isEmpty()
        && !collector.points("http.client.request.duration").isEmpty()
        && collector.points("costspan.calls").stream().anyMatch(point -> point.value() == 1);
  }

  private static Alone alone(Jdk jdk) {
    try (OtlpCollector collector = new OtlpCollector()) {
      Finished finished = run(jdk, List.of(THEIRS), collector);
      return new Alone(finished, theirSpans(collector));
    }
  }

  private static String openAi() {
    return STAND_IN.url() + "/openai/v1";
  }

  private static Finished run(Jdk jdk, List<String> agents, OtlpCollector collector) {
    return child(jdk, agents, collector).run(OneCallApp.class.getName(), openAi());
  }

  private static ChildJvm child(Jdk jdk, List<String> agents, OtlpCollector collector) {
    return ChildJvm.on(jdk)
        .jvm(agents.toArray(String[]::new))
        .env("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url())
        .env("OTEL_SERVICE_NAME", "shop")
        .classPath(Build.testClasses());
  }

  /** Names and targets of the spans that OpenTelemetry's own instrumentations made. */
  private static List<String> theirSpans(OtlpCollector collector) {
    return collector.spans().stream()
        .filter(span -> span.scope().startsWith("io.opentelemetry"))
        .map(span -> span.scope() + " " + span.name() + " " + span.attributes().get("url.full"))
        .toList();
  }

  private static List<Span> ourSpans(OtlpCollector collector) {
    return collector.spans().stream()
        .filter(span -> !span.scope().startsWith("io.opentelemetry"))
        .toList();
  }

  /** Without what the OpenTelemetry agent prints anyway: its own start, and the JVM about it. */
  private static List<String> linesOfOurs(Finished theirsAlone, Finished together) {
    List<String> usual = theirsAlone.stderrLines();
    return together.stderrLines().stream()
        .filter(line -> !usual.contains(line) && !line.startsWith("[otel.javaagent"))
        .toList();
  }
}
