package io.costspan.it.bad;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.it.AiStandIn;
import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Jdk;
import io.costspan.it.RunningJvm;
import io.costspan.it.Scratch;
import io.costspan.it.bad.HostileCollector.Habit;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * How much longer an exit takes with us than without, if the collector is gone or hangs. Compared
 * in pairs, because others may use the machine too, and slow, so it runs on request only. Exporters
 * of the homes do not retry: their pauses are random, and twice the pause is no sign of a slow
 * exit.
 */
@Tag("exit-time")
class ExitTimeIT {
  private static final int PAIRS = Integer.getInteger("exit.pairs", 5);
  private static final long LIMIT_MILLIS = 500;

  @AutoClose private static final AiStandIn STAND_IN = AiStandIn.of("sdk");
  @AutoClose private final HostileCollector hanging = new HostileCollector(0, Habit.NEVER_ANSWERS);

  /** Where calls leave. */
  enum Home {
    EMBEDDED("none"),
    OTEL_AGENT("none"),
    APPLICATION("sdk"),
    MICROMETER("micrometer");

    private final String telemetry;

    Home(String telemetry) {
      this.telemetry = telemetry;
    }
  }

  /**
   * @param atOnce whether the JVM exits before its first call is rated
   */
  record Exit(Jdk jdk, Home home, boolean hangs, boolean atOnce) {
    @Override
    public String toString() {
      String when = atOnce ? ", right after a call" : "";
      return jdk + ", " + home + ", collector " + (hangs ? "hangs" : "is gone") + when;
    }
  }

  static Stream<Exit> exits() {
    return Jdk.all().stream().flatMap(ExitTimeIT::exitsOn);
  }

  private static Stream<Exit> exitsOn(Jdk jdk) {
    return Stream.concat(
        Stream.of(Home.values())
            .flatMap(
                home ->
                    Stream.of(new Exit(jdk, home, false, false), new Exit(jdk, home, true, false))),
        Stream.of(
            new Exit(jdk, Home.EMBEDDED, false, true), new Exit(jdk, Home.EMBEDDED, true, true)));
  }

  @ParameterizedTest
  @MethodSource("exits")
  void exit_collectorFails_takesHardlyLongerThanWithoutUs(Exit exit) throws IOException {
    String collector = "http://localhost:" + (exit.hangs() ? hanging.port() : closedPort());
    long[] more = new long[PAIRS];
    long[] without = new long[PAIRS];
    for (int i = 0; i < PAIRS; i++) {
      Path ledger = Scratch.folder("ledger").resolve("ai.jsonl");
      String ours = "endpoints=" + openAi() + "=openai,ledger=" + ledger;
      without[i] = exitMillis(child(exit, collector), exit.home(), collector, null);
      Path awaited = exit.atOnce() ? null : ledger;
      more[i] = exitMillis(child(exit, collector).agent(ours), exit.home(), collector, awaited);
      more[i] -= without[i];
    }

    String figures =
        exit + ": without us " + Arrays.toString(without) + ", more " + Arrays.toString(more);
    System.out.println(figures + " ms");
    Arrays.sort(more);
    assertThat(more[PAIRS / 2]).as(figures).isLessThanOrEqualTo(LIMIT_MILLIS);
  }

  private static ChildJvm child(Exit exit, String collector) {
    ChildJvm child =
        ChildJvm.on(exit.jdk())
            .worksForLong()
            .env("OTEL_EXPORTER_OTLP_ENDPOINT", collector)
            .env("OTEL_JAVA_EXPORTER_OTLP_RETRY_DISABLED", "true")
            .classPath(Build.testClasses());
    return switch (exit.home()) {
      case OTEL_AGENT -> child.jvm("-javaagent:" + Build.openTelemetryAgentJar());
      case APPLICATION -> child.classPath(Build.clientClassPath("opentelemetry"));
      case MICROMETER -> child.classPath(Build.clientClassPath("micrometer"));
      case EMBEDDED -> child;
    };
  }

  private static String openAi() {
    return STAND_IN.url() + "/openai/v1";
  }

  /**
   * @param ledger has a line when the call has been rated; null for nothing to wait for
   */
  private static long exitMillis(ChildJvm child, Home home, String collector, Path ledger) {
    try (RunningJvm running =
        child.start(ExitApp.class.getName(), openAi(), home.telemetry, collector)) {
      running.awaitStdout("waiting");
      while (ledger != null && ledger.toFile().length() == 0) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
      }
      long nanos = System.nanoTime();
      running.type("");
      running.await().transcript();
      return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
    }
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
