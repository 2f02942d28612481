package io.costspan.it.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Finished;
import io.costspan.it.Jdk;
import io.costspan.it.Ledger;
import io.costspan.it.RunningJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** A call that the application never ends is in every signal all the same. */
@Tag("bad-day")
class UnendedCallsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String WHOLE = "200 0.000021 rated - reported";
  private static final String BEGUN = "200 0.000003 rated - estimated";
  private static final String UNANSWERED = "0 - unrated aborted estimated";

  @TempDir private Path folder;

  @InOtherTurns
  void callsThatNobodyEnds_onAnotherJdk_areInEverySignal(Jdk jdk, Library library)
      throws IOException {
    callsThatNobodyEnds_droppedKeptOrUnanswered_areInEverySignal(jdk, library);
  }

  /** What is dropped is there before the JVM ends, and all else when it does. */
  @InTurns
  void callsThatNobodyEnds_droppedKeptOrUnanswered_areInEverySignal(Jdk jdk, Library library)
      throws IOException {
    int count = library.connections() / 3;
    try (Servers servers = new Servers();
        RunningJvm child = start(library, jdk, servers, count)) {
      child.awaitStdout("ready");
      await(() -> servers.seen("unanswered") == count);
      // Not before, because OkHttp makes further calls on connections that were dropped.
      child.type("drop");
      if (library.letsGoOfWhatIsDropped()) {
        await(() -> lineEnds() == count + 1);
        assertThat(lineEnds()).isEqualTo(count + 1);
      }
      child.terminate();
      Finished finished = child.await();

      assertLedger(count);
      assertThat(finished.stderr()).contains("~ contains estimates");
    }
  }

  private RunningJvm start(Library library, Jdk jdk, Servers servers, int count) {
    ChildJvm child =
        ChildJvm.on(jdk)
            .classPath(Build.testClasses(), Build.existing("integration-tests/apps/target/classes"))
            .property("costspan.endpoints", servers.endpoints())
            .property("costspan.ledger", file())
            .agent();
    return library.start(child, UnendedProgram.class, servers.address(), Integer.toString(count));
  }

  private void assertLedger(int count) {
    List<String> expected = new ArrayList<>(Collections.nCopies(2 * count, BEGUN));
    expected.addAll(Collections.nCopies(count, UNANSWERED));
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
