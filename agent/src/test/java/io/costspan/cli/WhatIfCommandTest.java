package io.costspan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample ledgers, asked what they would have cost otherwise. */
class WhatIfCommandTest {
  private static final SampleLedger SAMPLE = new SampleLedger();

  @TempDir Path dir;

  @BeforeEach
  void ledgers() {
    SAMPLE.write(dir);
  }

  private Run whatIf(String... options) {
    return run("what-if", options);
  }

  private Run run(String command, String... options) {
    return Run.of(
        Stream.concat(Stream.of(command, dir + "/*.jsonl"), Stream.of(options))
            .toArray(String[]::new));
  }

  private Path prices() throws IOException {
    return Files.writeString(
        dir.resolve("contract.json"),
        """
        {"cards": [{"id": "me/acme", "provider": "openai", "model": "acme-large",
          "price": [{"meter": "*_tokens", "rate": "1"}]}]}
        """);
  }

  @Test
  void as_json_hasExactAmounts() {
    Run run = whatIf("--as", "openai/gpt-4o=openai/gpt-4.1", "--json");

    // The demo's chat has 176 tokens of input, 1,024 cached and 300 of output, and costs 176 x 2.50
    // +
    // 1,024 x 1.25 + 300 x 10 = 4,720 millionths, by gpt-4.1 176 x 2 + 1,024 x 0.50 + 300 x 8 =
    // 3,264;
    // it is so long, or longer, 88 times: 214 times in all.
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("\"model\":\"openai/gpt-4o\",\"instead\":\"openai/gpt-4.1\",\"calls\":88")
        .contains("\"before\":\"1.01008\",\"after\":\"0.698496\"")
        .doesNotContain("in all");
  }

  @Test
  void tier_saysWhichCallsHaveNoPriceOfIt() {
    assertThat(whatIf("--tier", "batch", "--csv").out())
        .contains("no_price_of_tier.batch")
        .startsWith("model,instead,calls,before,after,difference,percent,currency,unknown\r\n");
  }

  @Test
  void asWithoutModel_isWrongUsage() {
    Run run = whatIf("--as", "gpt-4o");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("use MODEL=PROVIDER/MODEL, such as");
  }

  @Test
  void flatWithAs_isWrongUsage() {
    Run run = whatIf("--flat", "gpt-4o=0.01", "--as", "gpt-4o=gpt-4.1");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--flat compares with the calls as they were");
  }

  @Test
  void rerate_bySamePrices_changesNothing() {
    Run run = run("rerate", "--json");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines())
        .filteredOn(line -> !line.contains("\"unknown\":\"unknown_model\""))
        .filteredOn(line -> !line.contains("\"unknown\":\"no_rate.tool_calls\""))
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line).contains("\"difference\":\"0\""));
  }

  @Test
  void rerate_write_isALedgerThatTheSamePricesDoNotChange() throws IOException {
    Path written = dir.resolve("rerated.out");

    Run run =
        run("rerate", "--prices", prices().toString(), "--write", written.toString(), "--json");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("\"now\":\"me/acme\"");
    assertThat(Files.readAllLines(written))
        .hasSize(296)
        .anySatisfy(
            line ->
                assertThat(line)
                    .contains("\"requestModel\":\"acme-large\"", "\"amount\":\"0.00092\"")
                    .contains("\"service\":\"shop\",\"host\":\"web-2\""));
    Run again = Run.of("rerate", written.toString(), "--prices", prices().toString(), "--json");
    assertThat(again.out()).contains("\"card\":\"me/acme\",\"now\":\"me/acme\"");
  }

  @Test
  void rerate_write_withoutOtherPrices_isTheSameLines() throws IOException {
    Path ledger = dir.resolve("shop-web-1.jsonl");
    Path written = dir.resolve("same.out");

    Run.of("rerate", ledger.toString(), "--write", written.toString());

    assertThat(written).hasSameTextualContentAs(ledger);
  }

  @Test
  void rerate_write_intoADirectoryOfLedgers_doesNotReadWhatItWrites() throws IOException {
    Path logs = Files.createDirectory(dir.resolve("logs"));
    SAMPLE.write(logs);
    String before = Run.of("rerate", logs.toString(), "--json").out();
    Path written = logs.resolve("z.jsonl");

    Run run = Run.of("rerate", logs.toString(), "--write", written.toString(), "--json");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).isEqualTo(before);
  }

  @Test
  void rerate_write_neverChangesAFile() throws IOException {
    Path ledger = dir.resolve("shop-web-1.jsonl");
    String before = Files.readString(ledger);

    Run run = Run.of("rerate", ledger.toString(), "--write", ledger.toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("exists; no ledger is changed, so name a new file");
    assertThat(ledger).hasContent(before);
  }

  @Test
  void rerate_write_ofLedgerThatIsMissing_leavesNoFile() {
    Path written = dir.resolve("rerated.out");

    Run run = Run.of("rerate", dir + "/none.jsonl", "--write", written.toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(written).doesNotExist();
  }

  @Test
  void rerate_linesOfAnOlderVersion_areEstimates_orLeftAlone() throws IOException {
    Path old = dir.resolve("old.out");
    Path written = dir.resolve("rerated.out");
    Files.writeString(
        old,
        Files.readString(dir.resolve("reports-night-1.jsonl"))
            .replaceAll("\"attributes\":\\{\"[^}]*},", "")
            .replace(",\"v\":1", ""));

    Run run = Run.of("rerate", old.toString(), "--write", written.toString());

    assertThat(run.out()).contains("Calls in lines of an older version: 37;");
    assertThat(Files.readAllLines(written))
        .filteredOn(line -> !line.contains("\"operation\":\"batch\""))
        .hasSize(15)
        .allSatisfy(line -> assertThat(line).contains("\"estimated\":true"));
    assertThat(run.out()).contains("attributes_not_recorded");
  }
}
