package io.costspan.it.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Finished;
import io.costspan.it.Jdk;
import io.costspan.it.Ledger;
import io.costspan.it.RunningJvm;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of the ledger's file on a bad day. */
@Tag("bad-day")
class LedgerIT {
  private static final int THREADS = 8;
  private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(2);

  @AutoClose private final LoadServer server = new LoadServer();
  @TempDir private Path folder;
  private Path file;

  LedgerIT() throws IOException {}

  @BeforeEach
  void name() {
    file = folder.resolve("ai.jsonl");
  }

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void kill_whileTheProgramRuns_losesNothingThatHadEnded(Jdk jdk) throws Exception {
    try (RunningJvm child = waiting(child(jdk, file, ""), 100)) {
      awaitLines(100);
      child.close();
    }
    Files.writeString(file, "{\"time\":\"20", StandardOpenOption.APPEND);

    run(child(jdk, file, ""), 50).transcript();

    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(151);
    assertThat(lines.get(100)).isEqualTo("{\"time\":\"20");
    assertThat(lines).filteredOn(line -> line.endsWith("}")).hasSize(150);
  }

  @Test
  void twoJvmsAndRotationByRename_everyCallIsAWholeLineSomewhere() throws Exception {
    try (RunningJvm one = waiting(child(Jdk.running(), file, ""), 4_000);
        RunningJvm other = waiting(child(Jdk.running(), file, ""), 4_000)) {
      for (int rotation = 1; rotation <= 5; rotation++) {
        awaitSize();
        Files.move(file, folder.resolve("ai.jsonl." + rotation));
      }
      end(one);
      end(other);
    }

    assertThat(allLines()).hasSize(8_000);
  }

  /** The copies may end in the midst of a line, whoever writes and copies. */
  @Test
  void copyTruncate_whileTheProgramRuns_leavesWholeLinesAndNoHole() throws Exception {
    try (RunningJvm child = waiting(child(Jdk.running(), file, ""), 6_000)) {
      for (int rotation = 1; rotation <= 3; rotation++) {
        awaitSize();
        Files.copy(
            file, folder.resolve("ai.jsonl." + rotation), StandardCopyOption.REPLACE_EXISTING);
        FileChannel.open(file, StandardOpenOption.WRITE).truncate(0).close();
      }
      end(child);
    }

    assertThat(Ledger.read(file).lines()).isNotEmpty();
  }

  /** What is lost in that time the receipt may not know for want of memory; what follows counts. */
  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void memory_outForAWhile_noThreadOfOursDiesOrPrintsAStackTrace(Jdk jdk) throws IOException {
    Finished finished =
        child(jdk, file, "")
            .jvm("-Xmx32m")
            .run(NoMemoryProgram.class.getName(), server.url(), file.toString());

    assertThat(finished.stdout()).endsWith("done\n");
    assertThat(finished.stderr())
        .contains("costspan receipt")
        .doesNotContain("in thread \"costspan", "\tat io.costspan");
    assertThat(Ledger.read(file).lines().stream().map(line -> line.path("responseId").asText()))
        .contains("load-1", "load-30")
        .containsAll(ids(server.calls() - 29, server.calls()));
  }

  private static List<String> ids(long from, long to) {
    return LongStream.rangeClosed(from, to).mapToObj(number -> "load-" + number).toList();
  }

  @Test
  void limit_reached_isSaidOnceOnStderrAndOnTheReceipt() throws IOException {
    Finished finished = run(child(Jdk.running(), file, ",ledger.limit=100KB"), 1_000);

    int lines = Ledger.read(file).lines().size();
    assertThat(Files.size(file)).isLessThanOrEqualTo(100_000);
    assertThat(lines).isBetween(50, 300);
    assertThat(finished.stderr())
        .containsOnlyOnce("[costspan] warn")
        .contains("reached the size of ledger.limit")
        .contains("total           1000 ")
        .endsWith(
            (1_000 - lines) + " lines were left out of the ledger: ledger.limit was reached\n");
  }

  @Test
  void path_ofEachJvm_isItsOwnAndPrivate() throws IOException {
    run(child(Jdk.running(), folder.resolve("ai-{host}-{pid}.jsonl"), ""), 10).transcript();
    run(child(Jdk.running(), folder.resolve("ai-{host}-{pid}.jsonl"), ""), 10).transcript();

    List<Path> files = ledgers();
    assertThat(files).hasSize(2).allMatch(path -> Ledger.read(path).lines().size() == 10);
    for (Path each : files) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
          .isEqualTo("rw-------");
    }
  }

  private ChildJvm child(Jdk jdk, Path ledger, String more) throws IOException {
    Path prices = Files.writeString(folder.resolve("prices.json"), LoadServer.PRICES);
    return ChildJvm.on(jdk)
        .classPath(
            Build.testClasses(), Build.clientClassPath("okhttp4"), Build.clientClassPath("apache5"))
        .property("costspan.telemetry", "none")
        .agent(
            "ledger="
                + ledger
                + ",prices="
                + prices
                + ",endpoints="
                + server.url()
                + "=openai"
                + more);
  }

  private Finished run(ChildJvm child, int calls) {
    return child.run(LoadProgram.class.getName(), server.url(), "platform", THREADS, 1, calls);
  }

  /** Calls so often, and then waits for a line. */
  private RunningJvm waiting(ChildJvm child, int calls) {
    return child.start(
        LoadProgram.class.getName(), server.url(), "platform", THREADS, 1, calls, "wait");
  }

  private static void end(RunningJvm child) {
    child.awaitStdout("done");
    child.type("end");
    child.await().transcript();
  }

  private void awaitLines(int count) throws Exception {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!Files.exists(file) || Files.readAllLines(file).size() < count) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.sleep(10);
    }
  }

  private void awaitSize() throws Exception {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!Files.exists(file) || Files.size(file) < 100_000) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.sleep(1);
    }
  }

  private List<JsonNode> allLines() throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (Path each : ledgers()) {
      lines.addAll(Ledger.read(each).lines());
    }
    return lines;
  }

  private List<Path> ledgers() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(path -> path.getFileName().toString().startsWith("ai")).toList();
    }
  }
}
