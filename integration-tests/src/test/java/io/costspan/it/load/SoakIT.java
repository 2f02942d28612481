package io.costspan.it.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Finished;
import io.costspan.it.Jdk;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A small heap and a collector that takes connections and never answers: nothing grows and no line
 * is lost. {@code -Dsoak.calls=1000000} for the long form; it prints its figures.
 */
@Tag("bad-day")
class SoakIT {
  private static final int ROUNDS = 10;
  private static final int CALLS = Integer.getInteger("soak.calls", 10_000) / ROUNDS * ROUNDS;
  private static final int THREADS = 16;

  @TempDir private Path folder;

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void calls_withADeadCollector_leaveNothingBehind(Jdk jdk) throws IOException {
    Path file = folder.resolve("ai.jsonl");
    Path prices = Files.writeString(folder.resolve("prices.json"), LoadServer.PRICES);
    try (LoadServer server = new LoadServer();
        ServerSocket deadCollector = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Finished finished =
          ChildJvm.on(jdk)
              .worksForLong()
              .timeout(Duration.ofHours(3))
              .jvm("-Xmx64m", "-XX:+ExitOnOutOfMemoryError")
              .classPath(
                  Build.testClasses(),
                  Build.clientClassPath("okhttp4"),
                  Build.clientClassPath("apache5"))
              .env(
                  "OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:" + deadCollector.getLocalPort())
              .env("OTEL_METRIC_EXPORT_INTERVAL", 1_000)
              .agent(
                  "ledger=" + file + ",prices=" + prices + ",endpoints=" + server.url() + "=openai")
              .run(
                  LoadProgram.class.getName(),
                  server.url(),
                  "platform",
                  THREADS,
                  ROUNDS,
                  CALLS / ROUNDS);

      System.out.println(jdk + ", round calls/s heapKb threads classes loaders handles:");
      System.out.print(finished.transcript());
      assertThat(lineCount(file)).isEqualTo(CALLS);
      assertThat(finished.stderr()).containsPattern("total +" + CALLS + " ");
      assertFlat(finished.stdout().lines().limit(ROUNDS).map(SoakIT::figures).toList());
    }
  }

  /** The second half against the first, whose first rounds load classes and open connections. */
  private static void assertFlat(List<long[]> rounds) {
    long[] before = most(rounds.subList(1, ROUNDS / 2));
    long[] after = most(rounds.subList(ROUNDS / 2, ROUNDS));
    assertThat(after[2]).as("heap, KB").isLessThan(before[2] + 4_096);
    assertThat(after[3]).as("threads").isLessThan(before[3] + 4);
    assertThat(after[5]).as("class loaders").isLessThan(before[5] + 4);
    assertThat(after[6]).as("file handles").isLessThan(before[6] + 16);
  }

  private static long[] most(List<long[]> rounds) {
    long[] most = new long[7];
    for (long[] round : rounds) {
      for (int i = 0; i < most.length; i++) {
        most[i] = Math.max(most[i], round[i]);
      }
    }
    return most;
  }

  private static long[] figures(String line) {
    return Stream.of(line.split(" ")).mapToLong(Long::parseLong).toArray();
  }

  private static long lineCount(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.filter(line -> line.startsWith("{\"time\"") && line.endsWith("}")).count();
    }
  }
}
