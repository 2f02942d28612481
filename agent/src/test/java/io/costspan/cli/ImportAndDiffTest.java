package io.costspan.cli;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static io.costspan.cli.CommandLineTest.CARD;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Price files made of public tables, and what sets two files apart. */
class ImportAndDiffTest {
  private static final String TABLE =
      """
      {"gpt-x": {"litellm_provider": "openai", "input_cost_per_token": 1e-06, "output_cost_per_smell": 1}}""";

  @RegisterExtension
  static final WireMockExtension SERVER =
      WireMockExtension.newInstance()
          .options(WireMockConfiguration.options().dynamicPort())
          .build();

  @TempDir Path dir;

  @Test
  void pricesImport_printsAPriceFile_andTellsWhatItLacks() throws IOException {
    Run run = Run.of("prices", "import", "--from", "litellm", file("table-2026-08-06.json", TABLE));

    assertThat(run.exitCode()).isZero();
    assertThat(run.err().lines())
        .containsExactly(
            "not expressed: output_cost_per_smell (1: gpt-x)", "litellm 2026-08-06: 1 rate cards");
    assertThat(Run.of("prices", "check", prices(run.out())).out())
        .contains("All good: 1 rate card");
  }

  @Test
  void pricesImport_json_tellsWhatIsMissingLineByLine() throws IOException {
    String out = dir.resolve("out.json").toString();

    Run run =
        Run.of(
            "prices",
            "import",
            "--from",
            "litellm",
            "--json",
            "--out",
            out,
            file("table.json", TABLE));

    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .isEqualTo(
            "{\"reason\":\"not_expressed\",\"what\":\"output_cost_per_smell\","
                + "\"count\":1,\"rows\":[\"gpt-x\"]}\n");
    assertThat(Files.readString(Path.of(out))).contains("\"litellm/openai/gpt-x\"");
  }

  @Test
  void pricesImport_url_isFetched_andDatedByItsNameOrToday() {
    SERVER.stubFor(any(urlPathEqualTo("/table-2026-08-06.json")).willReturn(ok(TABLE)));
    SERVER.stubFor(any(urlPathEqualTo("/latest.json")).willReturn(ok(TABLE)));

    Run dated = importFrom("/table-2026-08-06.json");
    Run undated = importFrom("/latest.json");

    assertThat(dated.exitCode()).isZero();
    assertThat(dated.out()).contains("\"litellm/openai/gpt-x\"", "\"checked\": \"2026-08-06\"");
    assertThat(undated.err())
        .contains("litellm " + LocalDate.now(ZoneOffset.UTC) + ": 1 rate cards");
  }

  @Test
  void pricesImport_urlThatDoesNotDeliver_failsWithoutShowingItsQuery() {
    SERVER.stubFor(any(urlPathEqualTo("/gone.json")).willReturn(aResponse().withStatus(404)));
    SERVER.stubFor(any(urlPathEqualTo("/page.json")).willReturn(ok("<html>")));

    Run gone = importFrom("/gone.json?key=secret");
    Run page = importFrom("/page.json?key=secret");

    assertThat(gone.exitCode()).isEqualTo(1);
    assertThat(gone.err())
        .isEqualTo(SERVER.baseUrl() + "/gone.json: cannot be fetched: HTTP status 404\n");
    assertThat(page.exitCode()).isEqualTo(1);
    assertThat(page.err())
        .startsWith(SERVER.baseUrl() + "/page.json, line 1: not JSON")
        .doesNotContain("secret");
  }

  @Test
  void pricesImport_plainHttpOfAnotherMachine_isWrongUsage() {
    Run run = Run.of("prices", "import", "--from", "litellm", "http://prices.example/a.json");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("URL that begins with https://");
  }

  private static Run importFrom(String path) {
    return Run.of("prices", "import", "--from", "litellm", SERVER.baseUrl() + path);
  }

  @Test
  void pricesImport_unknownFormat_isWrongUsage() throws IOException {
    Run run = Run.of("prices", "import", "--from", "excel", file("table.json", TABLE));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains(
            "\"excel\" is not one of litellm, genai-prices, openrouter, fal, pi-ai,"
                + " models.dev");
  }

  @Test
  void pricesImport_fileWithoutPrices_fails() throws IOException {
    Run none = Run.of("prices", "import", "--from", "litellm", file("table.json", "{}"));
    Run bad = Run.of("prices", "import", "--from", "fal", file("table.json", TABLE));

    assertThat(none.exitCode()).isEqualTo(1);
    assertThat(bad.exitCode()).isEqualTo(1);
    assertThat(bad.err()).contains("table.json, line 1: \"prices\" is missing");
  }

  @Test
  void pricesDiff_showsWhatChanged() throws IOException {
    String changed = CARD.replace("\"rate\": \"3\"", "\"rate\": \"3.5\"");

    Run run = Run.of("prices", "diff", prices(CARD), file("new.json", changed));

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines())
        .containsExactly(
            "changed mine",
            "  - input_tokens 3 USD 1000000",
            "  + input_tokens 3.5 USD 1000000",
            "1 rate cards differ");
  }

  @Test
  void pricesDiff_json_hasTheCardsOnBothSides() throws IOException {
    String other = CARD.replace("\"mine\"", "\"other\"");

    Run run = Run.of("prices", "diff", "--json", prices(CARD), file("new.json", other));

    assertThat(run.out().lines())
        .satisfiesExactly(
            gone ->
                assertThat(gone)
                    .startsWith(
                        "{\"id\":\"mine\",\"change\":\"removed\",\"before\":{\"id\":\"mine\",")
                    .doesNotContain("\"after\""),
            come ->
                assertThat(come)
                    .startsWith(
                        "{\"id\":\"other\",\"change\":\"added\",\"after\":{\"id\":\"other\","));
  }

  @Test
  void pricesDiff_linesInAnotherOrder_areAChange() throws IOException {
    String hd = "{\"meter\": \"images\", \"rate\": \"2\", \"when\": {\"quality\": \"hd\"}}";
    String big = "{\"meter\": \"images\", \"rate\": \"3\", \"when\": {\"size\": \"big\"}}";
    String card =
        "{\"cards\": [{\"id\": \"a\", \"provider\": \"p\", \"model\": \"m\", \"price\": [%s,"
            + " %s]}]}";

    Run run =
        Run.of(
            "prices",
            "diff",
            prices(card.formatted(hd, big)),
            file("new.json", card.formatted(big, hd)));

    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains(
            "changed a", "  - images 2 USD 1 {quality=hd}", "  + images 2 USD 1 {quality=hd}");
  }

  @Test
  void pricesDiff_sourceAlone_isToldInTheSum_andShownWithAll() throws IOException {
    String price = "\"price\": [{\"meter\": \"images\", \"rate\": \"2\"}], \"source\": \"%s\", ";
    String card =
        "{\"cards\": [{\"id\": \"a\", \"provider\": \"p\", \"model\": \"m\", "
            + price
            + "\"checked\": \"%s\"}]}";
    String before = prices(card.formatted("page", "2026-08-21"));
    String after = file("new.json", card.formatted("page, list", "2026-11-20"));

    assertThat(Run.of("prices", "diff", before, after).out().lines())
        .containsExactly(
            "0 rate cards differ, and 1 only in source, note or date of the check (--all)");
    assertThat(Run.of("prices", "diff", "--all", before, after).out().lines())
        .containsExactly(
            "changed a",
            "  - source page",
            "  - checked 2026-08-21, listed",
            "  + source page, list",
            "  + checked 2026-11-20, listed",
            "1 rate cards differ");
  }

  @Test
  void pricesDiff_sameFile_hasNoDifference() throws IOException {
    Run run = Run.of("prices", "diff", prices(CARD), file("new.json", "\n" + CARD));

    assertThat(run.out()).isEqualToNormalizingNewlines("0 rate cards differ\n");
  }

  private String file(String name, String content) throws IOException {
    return Files.writeString(dir.resolve(name), content).toString();
  }

  private String prices(String content) throws IOException {
    return file("prices.json", content);
  }
}
