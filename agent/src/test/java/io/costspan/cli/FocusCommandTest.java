package io.costspan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FocusCommandTest {
  private static final SampleLedger SAMPLE = new SampleLedger();

  @TempDir Path dir;

  @BeforeEach
  void writeLedgers() {
    SAMPLE.write(dir);
  }

  @Test
  void focus_printsRows_andSaysOnStderrWhichCallsHaveNone() {
    Run run = Run.of("focus", dir.toString());

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).startsWith("BilledCost,BillingAccountId,").contains(",OpenAI API,");
    assertThat(run.err())
        .contains(
            "Unrated, so without a row, although they may have cost something:",
            "Blocked by a budget, so without a row: 1 budget.",
            "x:copilot_credit is worth")
        .doesNotContain("BilledCost");
  }

  @Test
  void out_replacesTheFile_andLeavesNothingElse() throws IOException {
    Path file = Files.writeString(dir.resolve("focus.csv"), "old");
    String printed = Run.of("focus", dir.toString()).out();

    Run run = Run.of("focus", dir.toString(), "--out", file.toString());

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).isEmpty();
    assertThat(file).content().isEqualTo(printed);
    try (Stream<Path> files = Files.list(dir)) {
      assertThat(files)
          .filteredOn(other -> !other.toString().endsWith(".jsonl"))
          .containsOnly(file);
    }
  }

  @Test
  void out_isNotTouched_ifALedgerCannotBeRead() throws IOException {
    Path file = Files.writeString(dir.resolve("focus.csv"), "old");

    Run run = Run.of("focus", dir.resolve("none.jsonl").toString(), "--out", file.toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("none.jsonl");
    assertThat(file).content().isEqualTo("old");
  }

  @Test
  void out_isNeverALedger() throws IOException {
    Path ledger;
    try (Stream<Path> files = Files.list(dir)) {
      ledger = files.filter(file -> file.toString().endsWith(".jsonl")).findFirst().orElseThrow();
    }
    String before = Files.readString(ledger);

    Run run = Run.of("focus", dir.toString(), "--out", ledger.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("is one of the ledgers, which are not changed");
    assertThat(ledger).content().isEqualTo(before);
  }

  @Test
  void out_isNoDirectory_evenAnEmptyOne() throws IOException {
    Path empty = Files.createDirectory(dir.resolve("empty"));

    Run run = Run.of("focus", dir.toString(), "--out", empty.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(empty).isDirectory();
  }

  @Test
  void out_inNoFolder_isRefused() {
    Run run = Run.of("focus", dir.toString(), "--out", dir.resolve("none/focus.csv").toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("focus.csv cannot be written; check its folder");
  }

  @Test
  void prepaid_ofANationalCurrency_isWrongUsage() {
    Run run = Run.of("focus", dir.toString(), "--prepaid", "USD");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("\"USD\" is no contract unit such as x:copilot_credit");
  }

  @Test
  void rates_thatAreNone_areWrongUsage() {
    Run run = Run.of("focus", dir.toString(), "--rates", "credits=1");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--rates").contains("EUR:USD=1.08");
  }

  @Test
  void line_thatCannotBeRead_isCountedAndNamed() throws IOException {
    Path broken = Files.writeString(dir.resolve("broken.jsonl"), "{\"time\":\n");

    Run run = Run.of("focus", broken.toString());

    assertThat(run.err()).contains("broken.jsonl:1");
    assertThat(run.out()).startsWith("BilledCost,").hasLineCount(1);
  }
}
