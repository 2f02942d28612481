package io.costspan.it.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Finished;
import io.costspan.it.Jdk;
import io.costspan.it.Ledger;
import io.costspan.it.RunningJvm;
import io.costspan.it.client.UnendedProgram.Way;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A call that the application never ends is in every signal all the same. */
@Tag("bad-day")
class UnendedCallsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String WHOLE = "200 0.000021 rated - reported";

  @TempDir private Path folder;

  static Stream<Arguments> clients() {
    return Jdk.all().stream()
        .flatMap(jdk -> Stream.of(Library.values()).map(library -> Arguments.of(library, jdk)));
  }

  @ParameterizedTest
  @MethodSource("clients")
  void terminate_openStreams_areEstimated(Library library, Jdk jdk) throws IOException {
    try (Servers servers = new Servers();
        RunningJvm child = start(library, jdk, servers, Way.KEPT, 20)) {
      child.awaitStdout("ready");
      child.terminate();
      Finished finished = child.await();

      assertLedger(20, "200 0.000003 rated - estimated");
      assertThat(finished.stderr()).contains("  21  ", "~ contains estimates");
    }
  }

  @ParameterizedTest
  @MethodSource("clients")
  void terminate_callsWithoutAnswer_keepTheirEstimate(Library library, Jdk jdk) throws IOException {
    try (Servers servers = new Servers();
        RunningJvm child = start(library, jdk, servers, Way.UNANSWERED, 20)) {
      child.awaitStdout("ready");
      await(() -> servers.seen("unanswered") == 20);
      child.terminate();
      child.await();

      assertLedger(20, "0 - unrated aborted estimated");
    }
  }

  /** Apache and OkHttp let go of what the application drops, the JDK's client does not. */
  @ParameterizedTest
  @MethodSource("clients")
  void drop_openStreams_areEstimated(Library library, Jdk jdk) throws IOException {
    try (Servers servers = new Servers();
        RunningJvm child = start(library, jdk, servers, Way.DROPPED, 50)) {
      child.awaitStdout("ready");
      if (library != Library.JDK_SYNC && library != Library.JDK_ASYNC) {
        await(() -> lineEnds() == 51);
        assertThat(lineEnds()).isEqualTo(51);
      }
      child.type("enough");
      child.await();

      assertLedger(50, "200 0.000003 rated - estimated");
    }
  }

  private RunningJvm start(Library library, Jdk jdk, Servers servers, Way way, int count) {
    ChildJvm child =
        ChildJvm.on(jdk)
            .classPath(Build.testClasses(), Build.existing("integration-tests/apps/target/classes"))
            .property("costspan.endpoints", servers.endpoints())
            .property("costspan.ledger", file())
            .agent();
    String[] what = {way.name(), Integer.toString(count)};
    return library.start(child, UnendedProgram.class, servers.address(), what);
  }

  private void assertLedger(int count, String unended) {
    List<String> expected = new ArrayList<>(Collections.nCopies(count, unended));
    expected.add(WHOLE);
    assertThat(
            ledger().lines().stream()
                .map(
                    line ->
                        line.path("status").asText()
                            + " "
                            + line.path("amount").asText("-")
                            + " "
                            + line.path("rating").asText()
                            + " "
                            + line.path("reason").asText("-")
                            + " "
                            + line.at("/usage/0/exactness").asText("-")))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  private Path file() {
    return folder.resolve("ledger.jsonl");
  }

  private Ledger ledger() {
    return Ledger.read(file());
  }

  /** While the child writes, the last line may be cut. */
  private long lineEnds() {
    try {
      return Files.exists(file())
          ? Files.readString(file()).chars().filter(c -> c == '\n').count()
          : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void await(BooleanSupplier condition) {
    long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() < deadlineNanos) {
      Thread.onSpinWait();
    }
  }
}
