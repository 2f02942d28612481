package io.costspan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.ledger.LedgerLine;
import io.costspan.pipeline.CallFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReconcileCommandTest {
  private static final String EXACT =
      """
      date,model,kind,count,cost
      2026-08-21,gpt-4o,input_tokens,1200,0.003
      2026-08-21,gpt-4o,output_tokens,300,0.003
      """;

  private static final String COLUMNS =
      "day=date,model=model,meter=kind,quantity=count,amount=cost";

  @TempDir private Path dir;

  @BeforeEach
  void writeLedger() throws IOException {
    write("ai.jsonl", LedgerLine.toJson(CallFixture.chat().build()) + "\n");
  }

  @Test
  void sameFigures_exitWithZero() throws IOException {
    Run run = reconcile(EXACT);

    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains("2026-08-21  gpt-4o  input_tokens   USD")
        .endsWith("The bill and the ledger agree within 1%" + System.lineSeparator());
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void difference_exitsWithOneAndIsExplained() throws IOException {
    Run run = reconcile(EXACT.replace("0.003", "0.0027"));

    assertThat(run.out())
        .contains(
            "(1) the same quantity at another price, 2.25 instead of 2.5 per million",
            "The bill and the ledger differ by more than 1%");
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void tolerance_decides() throws IOException {
    assertThat(reconcile(EXACT.replace("0.003", "0.0027"), "--tolerance", "12%").exitCode())
        .isZero();
  }

  @Test
  void json_hasARowForEachFigure() throws IOException {
    Run run = reconcile(EXACT.replace("1200,0.003", "1200,0.0027"), "--json");

    assertThat(run.out().lines())
        .contains(
            "{\"day\":\"2026-08-21\",\"model\":\"gpt-4o\",\"meter\":\"input_tokens\",\"unit\":\"USD\","
                + "\"theirs\":\"0.0027\",\"ours\":\"0.003\",\"difference\":\"-0.0003\","
                + "\"percent\":\"-11.11\",\"why\":\"the same quantity at another price, 2.25"
                + " instead of 2.5 per million: a contract, a volume tier, a service tier or an old"
                + " price\"}");
    assertThat(run.err()).contains("differ by more than 1%");
  }

  @Test
  void days_restrictBothSides() throws IOException {
    String bill = EXACT + "2026-09-01,gpt-4o,input_tokens,5,1\n";

    assertThat(reconcile(bill).exitCode()).isEqualTo(1);
    Run august = reconcile(bill, "--since", "2026-08", "--until", "2026-09");
    assertThat(august.exitCode()).isZero();
    assertThat(august.out())
        .contains(
            "Rows of the bill that are not compared, days that were not asked for: 1 (1 USD)");
  }

  @Test
  void unknownFormat_isWrongUsage() throws IOException {
    Run run = run("--with", "bank", bill(EXACT));

    assertThat(run.err())
        .contains("--with: \"bank\" is not one of openai, anthropic, aws-cur, azure, google");
    assertThat(run.exitCode()).isEqualTo(2);
  }

  @Test
  void wrongColumnsAndTolerance_areWrongUsage() throws IOException {
    assertThat(run("--with", "csv", bill(EXACT)).err()).contains("--columns: ");
    Run run = reconcile(EXACT, "--tolerance", "much");
    assertThat(run.err()).contains("--tolerance: \"much\" is no percentage such as 0.5%");
    assertThat(run.exitCode()).isEqualTo(2);
  }

  @Test
  void billThatCannotBeRead_isNamed() throws IOException {
    Run missing = run("--columns", COLUMNS, "--with", "csv", dir.resolve("none.csv").toString());
    assertThat(missing.err()).contains("none.csv: no such file");
    assertThat(missing.exitCode()).isEqualTo(1);

    assertThat(reconcile("date\n2026-08-21,5\n").err())
        .contains("bill.csv, line 2: 2 fields under a first line of 1");
    assertThat(reconcile("{\"data\": [{]").err()).contains("bill.csv, line 1: not JSON");
  }

  private Run reconcile(String bill, String... options) throws IOException {
    String[] all = new String[options.length + 5];
    System.arraycopy(options, 0, all, 0, options.length);
    String[] with = {"--columns", COLUMNS, "--with", "csv", bill(bill)};
    System.arraycopy(with, 0, all, options.length, with.length);
    return run(all);
  }

  private Run run(String... options) {
    String[] all = new String[options.length + 2];
    all[0] = "reconcile";
    all[1] = dir.resolve("ai.jsonl").toString();
    System.arraycopy(options, 0, all, 2, options.length);
    return Run.of(all);
  }

  private String bill(String text) throws IOException {
    return write("bill.csv", text);
  }

  private String write(String name, String text) throws IOException {
    Path file = dir.resolve(name);
    Files.writeString(file, text);
    return file.toString();
  }
}
