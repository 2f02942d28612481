package io.costspan.it.bad;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.it.AiStandIn;
import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Finished;
import io.costspan.it.Jdk;
import io.costspan.it.OneCallApp;
import io.costspan.it.OtlpCollector;
import io.costspan.it.RunningJvm;
import io.costspan.it.bad.HostileCollector.Habit;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A collector that is down, or worse: exports go on, the user is told once, the exit is quick. */
@Tag("bad-day")
class OutageIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** The promise is half a second; the rest is for a busy machine. */
  private static final Duration EXIT_LIMIT = Duration.ofSeconds(5);

  @AutoClose private static final AiStandIn STAND_IN = AiStandIn.of("sdk");

  @AutoClose private final OtlpCollector good = new OtlpCollector();

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  @DisplayName(
      "security: No later export is blocked by a collector that never answers, responds byte by"
          + " byte, resets connections or sends endless data.")
  void export_collectorMisbehavesInEveryWay_goesOn(Jdk jdk) throws IOException {
    Habit[] all = Habit.values();
    try (HostileCollector collector = new HostileCollector(good.port(), all);
        RunningJvm child = start(jdk, "http", collector.port(), 100)) {
      await(() -> collector.taken() > 2 * all.length);
      collector.mend();
      await(() -> !good.points("costspan.cost").isEmpty());

      assertThat(exit(child).stderr()).contains("costspan receipt");
    }
  }

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void export_handshakeNeverEnds_goesOn(Jdk jdk) throws IOException {
    try (HostileCollector collector =
            new HostileCollector(good.port(), Habit.TLS_DRIPS, Habit.NEVER_ANSWERS, Habit.RESETS);
        RunningJvm child = start(jdk, "https", collector.port(), 100)) {
      await(() -> collector.taken() > 6);

      assertThat(exit(child).stderr()).contains("costspan receipt");
    }
  }

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  @DisplayName(
      "security: Warnings never contain the keys and query strings of the exporters' settings.")
  void export_collectorHangsAndRecovers_isCountedAndSaidTwice(Jdk jdk) throws IOException {
    try (HostileCollector collector = new HostileCollector(good.port(), Habit.HEAD_DRIPS);
        RunningJvm child = start(jdk, "http", collector.port(), 1_000)) {
      await(() -> collector.taken() > 2);
      collector.mend();
      child.awaitStderr("accepts telemetry again");
      await(() -> !good.spans().isEmpty());
      Finished finished = exit(child);

      assertThat(good.points("costspan.faults"))
          .anySatisfy(
              point ->
                  assertThat(point.attributes())
                      .containsEntry("costspan.reason", "metrics_not_exported"));
      assertThat(finished.stderrLines())
          .filteredOn(line -> line.contains("[costspan] warn"))
          .satisfiesExactly(
              line ->
                  assertThat(line)
                      .contains("localhost:" + collector.port() + " does not accept ")
                      .contains("no answer within 1000 ms"),
              line -> assertThat(line).contains("accepts telemetry again"));
      assertThat(finished.stderr())
          .containsPattern("exports? (was|were) not accepted by the backend: metrics are late")
          .doesNotContain("a-key", "a-query");
    }
  }

  @ParameterizedTest
  @MethodSource("habits")
  @DisplayName(
      "security: A collector that misbehaves delays the exit of the application by about half"
          + " a second, and what was lost is reported.")
  void exit_collectorMisbehaves_isQuickAndSaysWhatIsLost(Jdk jdk, Habit habit) throws IOException {
    try (HostileCollector collector = new HostileCollector(good.port(), habit);
        RunningJvm child =
            child(jdk, "http", collector.port())
                .start(OneCallApp.class.getName(), openAi(), "wait")) {
      child.awaitStdout("waiting");
      String printed = exit(child).stderr();

      assertThat(printed)
          .containsOnlyOnce(" does not accept ")
          .contains("costspan receipt", "not accepted by the backend")
          .doesNotContain("a-key", "a-query");
    }
  }

  static Stream<Arguments> habits() {
    return Jdk.all().stream()
        .flatMap(
            jdk ->
                Stream.of(Habit.NEVER_ANSWERS, Habit.HEAD_DRIPS, Habit.RESETS, Habit.NO_HTTP)
                    .map(habit -> Arguments.of(jdk, habit)));
  }

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void exit_namedCollectorIsNotThere_isSaidOnce(Jdk jdk) throws IOException {
    int nobody = freePort();
    try (RunningJvm child =
        child(jdk, "http", nobody).start(OneCallApp.class.getName(), openAi(), "wait")) {
      child.awaitStdout("waiting");

      assertThat(exit(child).stderr())
          .containsOnlyOnce("localhost:" + nobody + " does not accept ")
          .contains("not accepted by the backend");
    }
  }

  private static RunningJvm start(Jdk jdk, String scheme, int port, int timeoutMillis) {
    return child(jdk, scheme, port)
        .env("OTEL_EXPORTER_OTLP_TIMEOUT", timeoutMillis)
        .env("OTEL_METRIC_EXPORT_INTERVAL", timeoutMillis + 50)
        .start(OneCallApp.class.getName(), openAi(), "wait");
  }

  private static ChildJvm child(Jdk jdk, String scheme, int port) {
    return ChildJvm.on(jdk)
        .classPath(Build.testClasses())
        .agent("endpoints=" + openAi() + "=openai")
        .env("OTEL_EXPORTER_OTLP_ENDPOINT", scheme + "://localhost:" + port)
        .env(
            "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT",
            scheme + "://localhost:" + port + "/v1/metrics?token=a-query")
        .env("OTEL_EXPORTER_OTLP_HEADERS", "api-key=a-key");
  }

  private static Finished exit(RunningJvm child) {
    long nanos = System.nanoTime();
    child.type("");
    Finished finished = child.await();
    assertThat(Duration.ofNanos(System.nanoTime() - nanos)).isLessThan(EXIT_LIMIT);
    return finished;
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("time").isLessThan(deadline);
      LockSupport.parkNanos(10_000_000);
    }
  }

  private static String openAi() {
    return STAND_IN.url() + "/openai/v1";
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
