package io.costspan.it.bad;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.it.AiStandIn;
import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Finished;
import io.costspan.it.Jdk;
import io.costspan.it.Ledger;
import io.costspan.it.faults.FaultyJvm;
import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Clock, disk and network fail the agent; the calls go on and are rated. */
@Tag("bad-day")
class BadSurroundingsIT {
  private static final int CALLS = 200;
  private static final int DAY_SECONDS = 86_400;
  @AutoClose private static final AiStandIn STAND_IN = AiStandIn.of("sdk");
  @TempDir private Path folder;

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void clock_jumpsByADay_leavesDurationsAndPricesAlone(Jdk jdk) {
    Finished finished = run(child(jdk).property("faults.clock", DAY_SECONDS));

    assertThat(finished.transcript()).isEqualTo("done\n");
    assertAllIsRated();
    assertThat(ledger().lines())
        .allMatch(line -> line.path("durationMillis").asLong() >= 0)
        .allMatch(line -> line.path("durationMillis").asLong() < finished.elapsed().toMillis());
    assertThat(finished.stderr()).startsWith("costspan receipt").doesNotContain("[costspan]");
  }

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void disk_slow_losesNothing(Jdk jdk) {
    Finished finished = run(child(jdk).property("faults.disk.millis", 100));

    assertThat(finished.transcript()).isEqualTo("done\n");
    assertAllIsRated();
  }

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void disk_full_isSaidOnceAndOnTheReceipt(Jdk jdk) {
    Finished finished = run(child(jdk).property("faults.disk.full", true));

    assertThat(finished.transcript()).isEqualTo("done\n");
    assertThat(finished.stderr())
        .containsOnlyOnce("[costspan] warn: ledger ")
        .contains("No space left on device", "left out of the ledger", " " + CALLS + " ");
  }

  /** A look-up takes ten minutes, and the child has two. */
  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void collector_nameThatIsLookedUpSlowly_delaysNobody(Jdk jdk) {
    Finished finished =
        run(
            child(jdk)
                .property("faults.host", "collector.invalid")
                .env("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector.invalid:4318")
                .env("OTEL_METRIC_EXPORT_INTERVAL", "200"));

    assertThat(finished.transcript()).isEqualTo("done\n");
    assertAllIsRated();
  }

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void prices_failToLoadAtFirst_areLoadedLater(Jdk jdk) {
    Finished finished =
        run(
            child(jdk)
                .property("faults.class", "io/costspan/ratecard/PriceTables")
                .property("faults.times", 3));

    assertThat(finished.transcript()).isEqualTo("done\n");
    assertAllIsRated();
    assertThat(finished.stderr()).containsOnlyOnce("[costspan] error: prices could not be loaded");
  }

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void start_fails_isSaidWithItsCauseAndTheCallsGoOn(Jdk jdk) {
    Finished finished =
        run(
            child(jdk)
                .property("faults.class", "io/costspan/provider/BundledProviders")
                .property("faults.times", 1_000)
                .property("faults.state", true));

    assertThat(finished.transcript()).isEqualTo("done\n");
    assertThat(finished.stderr())
        .containsOnlyOnce(
            "[costspan] error: java.lang.IllegalStateException. The agent is off; your application"
                + " continues.")
        .doesNotContain("null");
  }

  private Finished run(ChildJvm child) {
    return child.run(SteadyApp.class.getName(), openAi(), CALLS);
  }

  private ChildJvm child(Jdk jdk) {
    return FaultyJvm.of(ChildJvm.on(jdk).classPath(Build.testClasses()))
        .agent("endpoints=" + openAi() + "=openai,ledger=" + file());
  }

  private void assertAllIsRated() {
    assertThat(ledger().columns("rating")).isEqualTo(Collections.nCopies(CALLS, "rated"));
  }

  private Path file() {
    return folder.resolve("ledger.jsonl");
  }

  private Ledger ledger() {
    return Ledger.read(file());
  }

  private static String openAi() {
    return STAND_IN.url() + "/openai/v1";
  }
}
