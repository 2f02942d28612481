package io.costspan.it.frameworks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.costspan.it.AiStandIn;
import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Finished;
import io.costspan.it.OtlpCollector;
import io.costspan.it.Scratch;
import io.costspan.it.calls.AiCalls;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls leave through the telemetry that Spring Boot sets up, and nobody registers globally. */
class SpringBootIT {
  private static final String PAGE = "/actuator/prometheus";
  private static final List<String> WAYS = ways();
  private static final int CALLS = WAYS.size() + 1;
  private static final int RESTARTS = 2;

  @AutoClose private static final AiStandIn STAND_IN = AiStandIn.of("sdk");
  @AutoClose private final OtlpCollector collector = new OtlpCollector();
  private final Path ledger = Scratch.folder("ledger").resolve("ai.jsonl");
  private final Received received = new Received(collector, ledger);

  private static List<String> ways() {
    List<String> ways = new ArrayList<>(AiCalls.WAYS);
    ways.add("rest");
    return ways;
  }

  @ParameterizedTest
  @MethodSource("io.costspan.it.frameworks.BootCase#own")
  void call_actuatorAndBridge_isInTheTraceAndOnThePage(BootCase boot) {
    try (WebApplication shop = start(boot)) {
      WAYS.forEach(shop::ask);
      shop.askUnsampled("jdk");

      String page =
          WebApplication.await(
              "on the page", () -> shop.get(PAGE), text -> sum(text, "calls_total") == CALLS);
      assertThat(sum(page, "cost_total")).isEqualTo(received.spent(), within(1e-9));
      assertThat(page).containsPattern("costspan_calls_total\\{.*gen_ai_request_model=\"gpt-4o\"");
      assertThat(page).contains("costspan_home=\"micrometer\"");
      assertThat(sum(page, "gen_ai_client_operation_cost_sum"))
          .isEqualTo(received.spent(), within(1e-9));
      assertThat(sum(page, "cost_total") + costAfterRestarts(shop))
          .as("all pages, as Prometheus adds up counters that begin again")
          .isEqualTo(received.spent(), within(1e-9));
      awaitCollected(shop);
      assertEachOnceInItsTrace(shop.stop());
      assertThat(received.calls()).isEqualTo(CALLS + RESTARTS);
      if (boot.exportsMetrics()) {
        received.assertCounted(CALLS + RESTARTS);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("io.costspan.it.frameworks.BootCase#otherOwn")
  @Tag("frameworks")
  void call_actuatorAndBridgeOnTheOtherJdk_isInTheTraceAndOnThePage(BootCase boot) {
    call_actuatorAndBridge_isInTheTraceAndOnThePage(boot);
  }

  @ParameterizedTest
  @MethodSource("io.costspan.it.frameworks.BootCase#starters")
  void call_starterOfOpenTelemetry_isInItsTracesAndMetrics(BootCase boot) {
    try (WebApplication shop = start(boot)) {
      WAYS.forEach(shop::ask);
      shop.askUnsampled("jdk");
      for (int restart = 0; restart < RESTARTS; restart++) {
        awaitRated(CALLS + restart);
        shop.restart();
        shop.ask("jdk");
      }
      awaitRated(CALLS + RESTARTS);

      assertEachOnceInItsTrace(shop.stop());
      received.assertCounted(CALLS + RESTARTS);
    }
  }

  @ParameterizedTest
  @MethodSource("io.costspan.it.frameworks.BootCase#otherStarters")
  @Tag("frameworks")
  void call_otherStarterOrJdk_isInItsTracesAndMetrics(BootCase boot) {
    call_starterOfOpenTelemetry_isInItsTracesAndMetrics(boot);
  }

  /** The starter and DevTools keep some of them themselves. */
  @ParameterizedTest
  @MethodSource("io.costspan.it.frameworks.BootCase#allStarters")
  @Tag("frameworks")
  void restart_starterOfOpenTelemetry_leavesNoMoreLoadersThanWithoutTheAgent(BootCase boot) {
    int without = loadersAfterRestarts(application(plain(boot)));
    int with = loadersAfterRestarts(start(boot));

    assertThat(with).isLessThanOrEqualTo(without);
  }

  private static int loadersAfterRestarts(WebApplication shop) {
    try (shop) {
      for (int restart = 0; restart < RESTARTS; restart++) {
        WAYS.forEach(shop::ask);
        shop.restart();
      }
      return shop.fewest("/loaders");
    }
  }

  /** Otherwise the application may have closed its SDK before. */
  private void awaitRated(int calls) {
    WebApplication.await(
        "in the ledger",
        () -> String.valueOf(received.calls()),
        now -> now.equals(String.valueOf(calls)));
  }

  /** Each restart brings a new registry and a new SDK, and one call. */
  private static double costAfterRestarts(WebApplication shop) {
    double cost = 0;
    for (int restart = 0; restart < RESTARTS; restart++) {
      shop.restart();
      shop.ask("jdk");
      String page =
          WebApplication.await(
              "on the page", () -> shop.get(PAGE), text -> sum(text, "calls_total") == 1);
      cost += sum(page, "cost_total");
    }
    return cost;
  }

  /** DevTools alone keep the first class loader beside the present one. */
  private static void awaitCollected(WebApplication shop) {
    WebApplication.await(
        "collected",
        () -> shop.get("/loaders"),
        alive -> !alive.equals((RESTARTS + 1) + " of " + (RESTARTS + 1)));
  }

  private WebApplication start(BootCase boot) {
    return application(plain(boot).agent("endpoints=" + openAi() + "=openai,ledger=" + ledger));
  }

  private static ChildJvm plain(BootCase boot) {
    return ChildJvm.on(boot.jdk())
        .jvm("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
        // The JDK's caches refer to classes softly.
        .jvm("-XX:SoftRefLRUPolicyMSPerMB=0")
        .classPath(Build.frameworkClassPath(boot.module()));
  }

  private WebApplication application(ChildJvm child) {
    return new WebApplication(
        child,
        "io.costspan.it.boot.BootApp",
        "--ai.url=" + openAi(),
        "--collector=" + collector.url());
  }

  private static String openAi() {
    return STAND_IN.url() + "/openai/v1";
  }

  /** A call by RestClient is below the span of the client, all others below the request's own. */
  private void assertEachOnceInItsTrace(Finished finished) {
    // While a context restarts slowly, the embedded SDK takes over, and nobody listens to it.
    assertThat(finished.stderrLines())
        .filteredOn(line -> !line.contains("does not accept metrics"))
        .noneMatch(line -> line.startsWith("[costspan]"));
    assertThat(received.parentsOf(WAYS.size() + RESTARTS))
        .extracting(parent -> parent.parentId().isEmpty())
        .containsOnlyOnce(false);
  }

  private static double sum(String page, String metric) {
    String prefix = (metric.startsWith("gen_ai") ? "" : "costspan_") + metric + "{";
    return page.lines()
        .filter(line -> line.startsWith(prefix))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
