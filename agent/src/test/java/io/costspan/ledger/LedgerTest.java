package io.costspan.ledger;

import static io.costspan.pipeline.CallFixture.chat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.costspan.health.Faults;
import io.costspan.identity.ThisService;
import io.costspan.pipeline.BoundedQueue;
import io.costspan.pipeline.Footprint;
import io.costspan.pipeline.RatedCall;
import io.costspan.usage.Attribution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final long NO_LIMIT = Long.MAX_VALUE;
  private static final ThisService SERVICE = new ThisService("shop", "host-1", "instance-1");
  private static final Set<PosixFilePermission> MODE = PosixFilePermissions.fromString("rw-------");
  private static final int PATIENCE_MILLIS = 60_000;

  @TempDir Path directory;

  @Test
  void close_afterCalls_leavesALineForEach() throws IOException {
    Path path = directory.resolve("ai.jsonl");
    Ledger ledger = ledger(path);
    for (int i = 0; i < 500; i++) {
      ledger.accept(chat().build());
    }
    ledger.close(LIMIT);

    assertThat(path).content().endsWith("}\n");
    assertThat(Files.readAllLines(path))
        .hasSize(500)
        .allMatch(line -> line.startsWith("{\"time\"") && line.endsWith("}"));
  }

  @Test
  void accept_quietTimesBetween_writesEachCallWithoutBeingClosed() throws Exception {
    Path path = directory.resolve("ai.jsonl");
    Ledger ledger = ledger(path);
    for (int lines = 1; lines <= 3; lines++) {
      ledger.accept(chat().build());
      awaitLines(path, lines);
    }
    ledger.close(LIMIT);
  }

  @Test
  void accept_fileOfAnEarlierRun_isAppendedTo() throws IOException {
    Path path = Files.writeString(directory.resolve("ai.jsonl"), "earlier\n");
    Ledger ledger = ledger(path);
    ledger.accept(chat().build());
    ledger.close(LIMIT);

    assertThat(Files.readAllLines(path)).hasSize(2).startsWith("earlier");
  }

  @Test
  void accept_directoryMissing_countsTheLossAndThrowsNothing() {
    long before = faults("ledger_write");
    Ledger ledger = ledger(directory.resolve("missing/ai.jsonl"));
    ledger.accept(chat().build());
    ledger.accept(chat().build());
    ledger.close(LIMIT);

    assertThat(faults("ledger_write")).isEqualTo(before + 2);
  }

  @Test
  void accept_directoryComesLate_losesNothing() throws Exception {
    Path path = directory.resolve("late/ai.jsonl");
    LedgerWriter writer = new LedgerWriter(path, MODE, NO_LIMIT, SERVICE);
    Ledger ledger = new Ledger(writer, new BoundedQueue<>(NO_LIMIT));
    ledger.accept(chat().build());
    await(writer::isFailing);
    ledger.accept(chat().build());
    Files.createDirectory(path.getParent());
    awaitLines(path, 2);
    ledger.close(LIMIT);

    assertThat(Files.readAllLines(path)).hasSize(2);
  }

  @Test
  void accept_queueFull_countsWhatIsLostAndWritesTheRest() throws Exception {
    RatedCall call = chat().build();
    Path path = directory.resolve("late/ai.jsonl");
    LedgerWriter writer = new LedgerWriter(path, MODE, NO_LIMIT, SERVICE);
    Ledger ledger = new Ledger(writer, new BoundedQueue<>(3 * Footprint.of(call)));
    ledger.accept(call);
    await(writer::isFailing);
    long before = faults("ledger_write");
    for (int i = 0; i < 5; i++) {
      ledger.accept(call);
    }
    Files.createDirectory(path.getParent());
    awaitLines(path, 3);
    ledger.close(LIMIT);

    assertThat(faults("ledger_write")).isEqualTo(before + 3);
  }

  @Test
  void accept_closed_countsTheCallAsLate() {
    long before = faults("ledger_late");
    Ledger ledger = ledger(directory.resolve("ai.jsonl"));
    ledger.close(LIMIT);
    ledger.accept(chat().build());

    assertThat(faults("ledger_late")).isEqualTo(before + 1);
  }

  @Test
  void accept_limitReached_countsEveryFurtherCall() throws Exception {
    Path path = directory.resolve("ai.jsonl");
    int size = (LedgerLine.toJson(chat().build()) + LedgerLine.origin(SERVICE)).length() + 1;
    long before = faults("ledger_limit");
    Ledger ledger = new Ledger(path, MODE, 2L * size, SERVICE);
    for (int i = 0; i < 5; i++) {
      ledger.accept(chat().build());
    }
    await(() -> faults("ledger_limit") == before + 3);
    ledger.accept(chat().build());
    ledger.close(LIMIT);

    assertThat(faults("ledger_limit")).isEqualTo(before + 4);
    assertThat(Files.readAllLines(path)).hasSize(2);
  }

  @Test
  void accept_callThatCannotBeALine_costsThatLineOnly() throws IOException {
    long before = faults("ledger_line");
    Path path = directory.resolve("ai.jsonl");
    Ledger ledger = ledger(path);
    RatedCall call = chat().build();
    ledger.accept(call);
    ledger.accept(new RatedCall(null, call.usage(), call.rating(), null, Attribution.NONE));
    ledger.accept(call);
    ledger.close(LIMIT);

    assertThat(faults("ledger_line")).isEqualTo(before + 1);
    assertThat(Files.readAllLines(path)).hasSize(2).allMatch(line -> line.endsWith("}"));
  }

  @Test
  void accept_diskThatIsFull_keepsTheLinesForBetterTimes() throws Exception {
    Path full = Path.of("/dev/full");
    assumeThat(full).exists();
    Path link = Files.createSymbolicLink(directory.resolve("ai.jsonl"), full);
    LedgerWriter writer = new LedgerWriter(link, MODE, NO_LIMIT, SERVICE);
    Ledger ledger = new Ledger(writer, new BoundedQueue<>(NO_LIMIT));
    ledger.accept(chat().build());
    await(writer::isFailing);
    Files.delete(link);
    awaitLines(link, 1);
    ledger.close(LIMIT);
  }

  @Test
  void path_pidAndHost_areReplaced() throws IOException {
    Ledger ledger = ledger(directory.resolve("ai-{host}-{pid}.jsonl"));
    ledger.accept(chat().build());
    ledger.close(LIMIT);

    String pid = Long.toString(ProcessHandle.current().pid());
    assertThat(directory)
        .isDirectoryContaining(
            file -> file.getFileName().toString().matches("ai-[\\w.-]+-" + pid + "\\.jsonl"));
  }

  private static Ledger ledger(Path path) {
    return new Ledger(path, MODE, NO_LIMIT, SERVICE);
  }

  private static long faults(String reason) {
    return Faults.counts().getOrDefault(reason, 0L);
  }

  private static void awaitLines(Path path, int count) throws Exception {
    await(() -> Files.exists(path) && Files.readAllLines(path).size() == count);
  }

  private static void await(Condition condition) throws Exception {
    long deadlineNanos = System.nanoTime() + Duration.ofMillis(PATIENCE_MILLIS).toNanos();
    while (!condition.holds()) {
      assertThat(System.nanoTime()).isLessThan(deadlineNanos);
      Thread.onSpinWait();
    }
  }

  private interface Condition {
    boolean holds() throws Exception;
  }
}
