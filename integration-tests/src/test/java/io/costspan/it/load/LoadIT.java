package io.costspan.it.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Finished;
import io.costspan.it.Jdk;
import io.costspan.it.Ledger;
import io.costspan.it.OtlpCollector;
import io.costspan.it.OtlpCollector.Point;
import io.costspan.it.RunningJvm;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every call of many threads at once is in every signal. {@code -Dload.calls=100000} for the long
 * form.
 */
@Tag("bad-day")
class LoadIT {
  private static final int ROUNDS = 4;
  private static final int CALLS = Integer.getInteger("load.calls", 20_000) / ROUNDS * ROUNDS;
  private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(2);
  private static final int VIRTUAL_THREADS_SINCE = 21;

  @TempDir private Path folder;

  static Stream<Arguments> loads() {
    return Jdk.all().stream()
        .flatMap(
            jdk ->
                jdk.feature() < VIRTUAL_THREADS_SINCE
                    ? Stream.of(Arguments.of(jdk, "platform", 64))
                    : Stream.of(
                        Arguments.of(jdk, "platform", 64), Arguments.of(jdk, "virtual", 1_000)));
  }

  @ParameterizedTest
  @MethodSource("loads")
  void calls_ofManyThreads_areAllInEverySignal(Jdk jdk, String kind, int threads)
      throws IOException {
    Path file = folder.resolve("ai.jsonl");
    try (LoadServer server = new LoadServer();
        OtlpCollector collector = new OtlpCollector()) {
      Finished finished = run(child(jdk, server, file), collector, server, kind, threads);

      assertThat(server.calls()).isEqualTo(CALLS);
      List<JsonNode> lines = Ledger.read(file).lines();
      assertThat(lines).hasSize(CALLS);
      assertThat(lines.stream().map(line -> line.path("responseId").asText()).distinct())
          .hasSize(CALLS);
      assertThat(sum(lines)).isEqualByComparingTo(server.cost());
      assertThat(finished.stderr())
          .containsPattern("total +" + CALLS + " +" + plain(server.cost()) + " USD\n")
          .doesNotContain("left out", "dropped");
    }
  }

  /** Ends the program when the collector has been told of all calls: an exit does not wait long. */
  private static Finished run(
      ChildJvm child, OtlpCollector collector, LoadServer server, String kind, int threads) {
    child
        .env("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url())
        .env("OTEL_METRIC_EXPORT_INTERVAL", 500);
    try (RunningJvm running =
        child.start(
            LoadProgram.class.getName(),
            server.url(),
            kind,
            threads,
            ROUNDS,
            CALLS / ROUNDS,
            "wait")) {
      running.awaitStdout("done");
      awaitCalls(collector);
      running.type("end");
      return running.await();
    }
  }

  private static void awaitCalls(OtlpCollector collector) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    double calls = 0;
    while (calls != CALLS) {
      assertThat(System.nanoTime()).as("calls told: " + calls).isLessThan(deadline);
      calls = collector.points("costspan.calls").stream().mapToDouble(Point::value).sum();
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private ChildJvm child(Jdk jdk, LoadServer server, Path file) throws IOException {
    Path prices = Files.writeString(folder.resolve("prices.json"), LoadServer.PRICES);
    return ChildJvm.on(jdk)
        .worksForLong()
        .timeout(Duration.ofMinutes(30))
        .classPath(
            Build.testClasses(), Build.clientClassPath("okhttp4"), Build.clientClassPath("apache5"))
        .agent(
            "spans=none,ledger="
                + file
                + ",prices="
                + prices
                + ",endpoints="
                + server.url()
                + "=openai");
  }

  private static BigDecimal sum(List<JsonNode> lines) {
    return lines.stream()
        .map(line -> new BigDecimal(line.path("amount").asText()))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static String plain(BigDecimal amount) {
    return amount.stripTrailingZeros().toPlainString().replace(".", "\\.");
  }
}
