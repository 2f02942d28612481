package io.costspan.cli;

import static io.costspan.pipeline.CallFixture.call;
import static io.costspan.pipeline.CallFixture.chat;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.ledger.LedgerLine;
import io.costspan.pipeline.CallFixture;
import io.costspan.usage.Reasons;
import io.costspan.usage.UsageMeter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {
  @TempDir private Path folder;

  private String ledger;

  @BeforeEach
  void write() throws IOException {
    ledger =
        file(
            "ai.jsonl",
            chat().owned("team", "search"),
            chat().owned("team", "search"),
            chat().owned("team", "ads").estimated(),
            call("acme", "chat", "=cmd|\"x\"\u001b[2J").unrated(Reasons.UNKNOWN_MODEL),
            call("deepl", "translate", "classic")
                .charged(UsageMeter.CHARACTERS, "1500", "20")
                .in("EUR"));
    Files.writeString(Path.of(ledger), "{\"time\":\"20\n", java.nio.file.StandardOpenOption.APPEND);
  }

  @Test
  void report_ofBrokenLines_doesNotSayThatEverythingIsKnown() throws IOException {
    Path broken = Files.writeString(folder.resolve("broken.jsonl"), "{\"time\":\"20\n");

    Run run = Run.of("report", broken.toString());

    assertThat(run.out()).contains("Not known: what the broken lines tell.");
  }

  @Test
  void report_table_hasGroupsTotalsAndWhatIsNotKnown() {
    Run run = Run.of("report", ledger, "--by", "owner.team,provider");

    assertThat(run.exitCode()).isZero();
    assertThat(lines(run.out()))
        .containsExactly(
            "OWNER.TEAM  PROVIDER  CALLS  AMOUNT  CURRENCY  SHARE  NOT KNOWN    USED",
            "-           deepl         1   0.03   EUR                           1500 characters",
            "search      openai        2   0.012  USD                           2400 in, 600 out",
            "ads         openai        1   0.006  USD              1 estimated  1200 in, 300 out",
            "-           acme          1                           1 unrated",
            "",
            "TOTAL  CALLS  AMOUNT  CURRENCY",
            "all        5   0.03   EUR",
            "all            0.018  USD",
            "The cost of unrated calls is unknown and in no sum.",
            "",
            "NOT KNOWN  REASON         CALLS  AMOUNT  CURRENCY  MODELS             USED",
            "estimated  price              1   0.006  USD       gpt-4o             1200 in, 300 out",
            "unrated    unknown_model      1                    =cmd|\"x\"\\u001b[2J",
            "",
            "Lines read: 6, of which broken: 1.");
    assertThat(run.err())
        .contains("Lines that cannot be read, whose calls are not counted: 1", ledger + ":6: ");
  }

  @Test
  void report_rates_haveOneTotalBesidesThose() {
    Run run = Run.of("report", ledger, "--by", "provider", "--rates", "EUR:USD=1.1");

    assertThat(lines(run.out()))
        .contains(
            "deepl         1   0.03   EUR       64.7 %               1500 characters",
            "TOTAL   CALLS  AMOUNT  CURRENCY",
            "in one      5   0.051  USD",
            "total by rates EUR:USD=1.1");
  }

  @Test
  void report_json_hasExactSumsAndTellsRowsApart() {
    Run run = Run.of("report", ledger, "--by", "model", "--top", "1", "--json");

    assertThat(lines(run.out()))
        .containsExactly(
            "{\"row\":\"group\",\"model\":\"classic\",\"calls\":1,\"amount\":\"0.03\",\"currency\":\"EUR\","
                + "\"rated\":1,\"partial\":0,\"unrated\":0,\"free\":0,\"blocked\":0,\"estimated\":0}",
            "{\"row\":\"group\",\"model\":\"other\",\"calls\":4,\"amount\":\"0.018\",\"currency\":\"USD\","
                + "\"rated\":3,\"partial\":0,\"unrated\":1,\"free\":0,\"blocked\":0,\"estimated\":1,"
                + "\"estimatedAmount\":\"0.006\"}",
            "{\"row\":\"total\",\"calls\":5,\"amount\":\"0.03\",\"currency\":\"EUR\",\"rated\":4,"
                + "\"partial\":0,\"unrated\":1,\"free\":0,\"blocked\":0,\"estimated\":1}",
            "{\"row\":\"total\",\"amount\":\"0.018\",\"currency\":\"USD\",\"estimatedAmount\":\"0.006\"}",
            "{\"row\":\"gap\",\"notKnown\":\"estimated\",\"reason\":\"price\",\"calls\":1,"
                + "\"amount\":\"0.006\",\"currency\":\"USD\",\"rated\":1,\"partial\":0,\"unrated\":0,"
                + "\"free\":0,\"blocked\":0,\"estimated\":1,\"estimatedAmount\":\"0.006\"}",
            "{\"row\":\"gap\",\"notKnown\":\"unrated\",\"reason\":\"unknown_model\",\"calls\":1,"
                + "\"rated\":0,\"partial\":0,\"unrated\":1,\"free\":0,\"blocked\":0,\"estimated\":0}",
            "{\"row\":\"ledger\",\"lines\":6,\"broken\":1}");
  }

  @Test
  void report_csv_quotesWhatNeedsIt() {
    Run run = Run.of("report", ledger, "--by", "model", "--where", "provider=acme", "--csv");

    assertThat(run.out())
        .startsWith("row,model,notKnown,reason,calls,amount,currency,rated,")
        .contains("group,\"=cmd|\"\"x\"\"\u001b[2J\",,,1,,,0,0,1,0,0,0,,,\r\n");
  }

  @Test
  void report_markdown_keepsCellsApart() {
    Run run = Run.of("report", ledger, "--by", "model", "--markdown");

    assertThat(lines(run.out()))
        .startsWith(
            "| model | calls | amount | currency | share | notKnown | used |",
            "| --- | ---: | ---: | --- | ---: | --- | --- |")
        .contains("| =cmd\\|\"x\"\\u001b[2J | 1 |  |  |  | 1 unrated |  |");
  }

  @Test
  void report_html_isOnePageWithoutScripts() throws IOException {
    Path page = folder.resolve("spend.html");

    Run run = Run.of("report", ledger, "--by", "day,model", "--html", page.toString());

    assertThat(run.exitCode()).isZero();
    assertThat(Files.readString(page))
        .contains(
            "default-src 'none'; style-src 'sha256-", "<svg class=\"chart\"", "=cmd|&quot;x&quot;")
        .doesNotContain("<script", "src=", "href=", "<link");
  }

  @Test
  void report_wrongUsage_isToldWithWhatWouldBeRight() {
    assertWrong("--by: \"modle\" is none of hour, day", "--by", "modle");
    assertWrong("--where: \"gpt-4o\" is no condition", "--where", "gpt-4o");
    assertWrong("--zone: \"Berlin\" is no time zone", "--zone", "Berlin");
    assertWrong("--since: \"yesterday\" is no time such as", "--since", "yesterday");
    assertWrong("is not after --since", "--since", "2026-11", "--until", "2026-11");
    assertWrong("--sort: \"day\" is neither", "--sort", "day");
    assertWrong("use what one unit is worth", "--rates", "EUR");
    assertWrong("mutually exclusive", "--csv", "--json");
  }

  @Test
  void report_nothingThere_fails() {
    Run run = Run.of("report", folder.resolve("none.jsonl").toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("none.jsonl: there is no such file, directory or match");
  }

  private void assertWrong(String message, String... options) {
    Run run =
        Run.of(
            Stream.concat(Stream.of("report", ledger), Stream.of(options)).toArray(String[]::new));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(message);
    assertThat(run.out()).isEmpty();
  }

  private static List<String> lines(String text) {
    return text.lines().map(String::stripTrailing).toList();
  }

  private String file(String name, CallFixture... calls) throws IOException {
    String lines =
        Stream.of(calls)
            .map(its -> LedgerLine.toJson(its.build()))
            .collect(Collectors.joining("\n", "", "\n"));
    return Files.writeString(folder.resolve(name), lines).toString();
  }
}
