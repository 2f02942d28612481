package io.costspan.ledger;

import static io.costspan.pipeline.CallFixture.chat;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.health.Faults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  @TempDir Path directory;

  @Test
  void close_afterCalls_leavesALineForEach() throws IOException {
    Path path = directory.resolve("ai.jsonl");
    Ledger ledger = new Ledger(path);
    for (int i = 0; i < 500; i++) {
      ledger.accept(chat().build());
    }
    ledger.close(LIMIT);

    assertThat(path).content().endsWith("}\n");
    assertThat(Files.readAllLines(path))
        .hasSize(500)
        .allMatch(line -> line.startsWith("{\"time\""));
  }

  @Test
  void accept_fileOfAnEarlierRun_isAppendedTo() throws IOException {
    Path path = Files.writeString(directory.resolve("ai.jsonl"), "earlier\n");
    Ledger ledger = new Ledger(path);
    ledger.accept(chat().build());
    ledger.close(LIMIT);

    assertThat(Files.readAllLines(path)).hasSize(2).startsWith("earlier");
  }

  @Test
  void accept_directoryMissing_countsTheLossAndThrowsNothing() {
    long before = Faults.counts().getOrDefault("ledger_write", 0L);
    Ledger ledger = new Ledger(directory.resolve("missing/ai.jsonl"));
    ledger.accept(chat().build());
    ledger.accept(chat().build());
    ledger.close(LIMIT);

    assertThat(Faults.counts()).containsEntry("ledger_write", before + 2);
  }
}
