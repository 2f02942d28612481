package io.costspan.cli;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every command says, and how it fails. */
class CommandLineTest {
  @TempDir Path dir;

  static final String CARD =
      """
      {"cards": [{"id": "mine", "provider": "openai", "model": "house-model*",
        "from": "2026-03-01", "price": [
          {"meter": "input_tokens", "rate": "3"},
          {"meter": "images", "rate": "0.04", "when": {"quality": "hd"}},
          {"meter": "pages", "bands": [{"upto": "100", "rate": "0"}, {"rate": "0.5"}]}],
        "times": [{"by": "0.5", "when": {"service_tier": "batch"}, "on": "*_tokens"}], "source": "contract"}]}
      """;

  private static final String ENTRY =
      "{\"startedDateTime\":\"2026-08-21T12:00:00Z\",\"request\":{\"method\":\"GET\",\"url\":\"%s\"}}";

  @Test
  void wrongOption_isSaidInLinesThatAPersonSees() {
    Run run = Run.of("report", "ai.jsonl", "--bye", "model");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err().lines())
        .hasSizeLessThan(5)
        .contains("See java -jar costspan-agent.jar report --help");
  }

  @Test
  void noCommand_isWrongUsageAndShowsHelp() {
    Run run = Run.of();

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("Missing required subcommand", "rate", "prices");
  }

  @Test
  void misspeltCommand_isWrongUsageAndSuggestsTheRightOne() {
    Run run = Run.of("rat", "x.har");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("Did you mean: java -jar costspan-agent.jar rate");
  }

  @Test
  void help_isThereForEveryCommand() {
    assertThat(Run.of("--help").out()).contains("java -javaagent:costspan-agent.jar");
    assertThat(Run.of("rate", "--help").out()).contains("--json", "--prices");
    assertThat(Run.of("prices", "show", "--help").out()).contains("[PROVIDER] MODEL", "--at");
  }

  @Test
  void version_namesProgramAndPrices() {
    Run run = Run.of("--version");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .matches("costspan \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?\\Rprices of \\d{4}-\\d\\d-\\d\\d\\R");
  }

  @Test
  void rateJson_otherCalls_getALineEach() throws IOException {
    Path file = har("https://example.com/", "wss://api.openai.com/v1/realtime", "data:,x", "");

    Run run = Run.of("rate", "--json", file.toString());

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines())
        .hasSize(4)
        .first()
        .isEqualTo("{\"file\":\"" + file + "\",\"entry\":0,\"rating\":\"not_ai\"}");
  }

  @Test
  void rate_malformedFile_failsButRatesTheOthers() throws IOException {
    Path bad = Files.writeString(dir.resolve("bad.har"), "{\"log\":{\"entries\":[{");

    Run run = Run.of("rate", "--json", bad.toString(), har("https://example.com/").toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("bad.har, entry 0: not JSON");
    assertThat(run.out().lines()).hasSize(1);
  }

  @Test
  void pricesShow_wrongTime_isWrongUsage() {
    Run run = Run.of("prices", "show", "openai", "gpt-4o", "--at", "yesterday");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("\"yesterday\" is neither a day such as 2026-08-21");
  }

  @Test
  void pricesShow_unknownModel_fails() {
    Run run = Run.of("prices", "show", "openai", "no-such-model");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("No price for openai no-such-model");
  }

  @Test
  void pricesCheck_goodFile_saysSo() throws IOException {
    Run run = Run.of("prices", "check", prices(CARD));

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("All good: 1 rate card");
  }

  @Test
  void pricesCheck_oddPrices_fail() throws IOException {
    String odd = CARD.replace("\"by\": \"0.5\"", "\"by\": \"5\"");

    Run run = Run.of("prices", "check", prices(odd));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out().lines())
        .containsExactly(
            "error: "
                + dir.resolve("prices.json")
                + ", line 1: mine: factor 5{service_tier=batch}; correct it, or explain it"
                + " in \"note\"",
            "1 error, 0 warnings in 1 rate card");
  }

  @Test
  void pricesCheck_json_hasAFindingALine() throws IOException {
    String unknown = CARD.replace(", \"source\": \"contract\"", "");

    Run run = Run.of("prices", "check", "--json", prices(unknown));

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .isEqualTo(
            "{\"level\":\"warning\",\"message\":\""
                + dir.resolve("prices.json")
                + ", line 1: mine: no \\\"source\\\"; say where the price comes from\"}\n");
  }

  @Test
  void pricesCheck_valueThatNoReaderKnows_saysWhatWasMeant() throws IOException {
    Run run = Run.of("prices", "check", prices(CARD.replace("\"batch\"", "\"priorty\"")));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out().lines())
        .containsExactly(
            "error: "
                + dir.resolve("prices.json")
                + ", line 1: mine: no call has \"service_tier\": \"priorty\"; did you mean \"priority\"?",
            "1 error, 0 warnings in 1 rate card");
  }

  @Test
  void pricesCheck_valueOfAnOwnReader_isKnown() throws IOException {
    String own =
        """
        {"provider": "house", "hosts": ["ai.corp.example"],
         "operations": {"POST /scan": {"operation": "scan", "reader": "scan"}},
         "readers": {"scan": {"quantities": [{"meter": "images", "count": "1", "attributes": {"kind": "spoken"}}]}}}
        """;
    String house = Files.writeString(dir.resolve("house.json"), own).toString();
    String card = CARD.replace("\"quality\": \"hd\"", "\"kind\": \"spoken\"");

    assertThat(Run.of("prices", "check", prices(card)).out())
        .contains("no call has \"kind\": \"spoken\"; known values are action, citation,");
    assertThat(Run.of("prices", "check", house, prices(card)).out())
        .endsWith("readers scan\nAll good: 1 rate card and 1 provider file\n");
  }

  @Test
  void pricesCheck_attributeThatNoReaderOfTheProviderGives_isAnError() throws IOException {
    String prices = prices(CARD.replace("\"openai\"", "\"anthropic\""));

    assertThat(Run.of("prices", "check", prices).out())
        .startsWith(
            "error: "
                + prices
                + ", line 1: mine: no call of anthropic has \"quality\"; its attributes are ")
        .contains("; or check the provider file too\n1 error, ");
  }

  @Test
  void pricesCheck_operationThatLooksMisspelt_isAWarning() throws IOException {
    String own =
        """
        {"provider": "house", "hosts": ["ai.corp.example"],
         "operations": {"POST /say": {"operation": "spech", "reader": "say"},
                        "POST /scan": {"operation": "scan", "reader": "say"}},
         "readers": {"say": {"quantities": [{"meter": "requests", "count": "1"}]}}}
        """;
    String house = Files.writeString(dir.resolve("house.json"), own).toString();

    Run run = Run.of("prices", "check", house);

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines())
        .containsExactly(
            "warning: "
                + house
                + ", line 2: no bundled file has the operation \"spech\"; did you mean \"speech\"?",
            house + ": provider house: hosts ai.corp.example; operations 2; readers say",
            "0 errors, 1 warning in 1 provider file");
  }

  @Test
  void pricesCheck_badFile_namesFileAndLine() throws IOException {
    Run run = Run.of("prices", "check", prices(CARD.replace("images", "pictures")));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).contains("prices.json, line 4: unknown meter \"pictures\"");
  }

  @Test
  void pricesCheck_cardWithSeveralErrors_namesAll() throws IOException {
    String bad =
        CARD.replace("images", "pictures").replace("pages", "leaves").replace("2026-03", "2026-33");

    assertThat(Run.of("prices", "check", prices(bad)).out())
        .contains("line 2: \"2026-33-01\" is not a date")
        .contains("line 4: unknown meter \"pictures\"")
        .contains("line 5: unknown meter \"leaves\"");
  }

  @Test
  void pricesCheck_badProviderFile_namesFileAndLine() throws IOException {
    Run run = Run.of("prices", "check", prices("{\"provider\": \"acme\", \"hosts\": [\"*.io\"]}"));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).contains("prices.json, line 1: \"*.io\" matches too many hosts");
  }

  @Test
  void rate_ownProvider_isAnAiCall() throws IOException {
    String provider =
        "{\"provider\": \"acme\", \"like\": \"openai\", \"hosts\": [\"api.acme.test\"]}";
    String har = har("https://api.acme.test/v1/models").toString();

    Run run = Run.of("rate", "--json", "--prices", prices(provider), har);

    assertThat(run.out()).contains("\"provider\":\"acme\"", "\"rating\":\"free\"");
  }

  @Test
  void rate_badPrices_ratesNothing() throws IOException {
    String har = har("https://example.com/").toString();

    Run run = Run.of("rate", "--json", "--prices", prices("{}"), har);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("prices.json, line 1: \"cards\" is missing");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void pricesShow_ownCard_isReadable() throws IOException {
    Run run = Run.of("prices", "show", "house-model-mini", "--prices", prices(CARD));

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines().map(String::stripTrailing))
        .containsSubsequence(
            "mine        openai: house-model*",
            "  in force  from 2026-03-01",
            "  METER         PRICE     PER      WHEN",
            "  input_tokens  3 USD     1000000",
            "  images        0.04 USD  1        {quality=hd}",
            "  pages         0 USD     1        up to 100",
            "  pages         0.5 USD   1",
            "  *_tokens      x 0.5              {service_tier=batch}");
  }

  @Test
  void pricesShow_otherTimeOrProvider_isNotFound() throws IOException {
    String prices = prices(CARD);

    assertThat(Run.of("prices", "show", "house-model", "--at", "2026-02-28", "--prices", prices))
        .extracting(Run::exitCode)
        .isEqualTo(1);
    assertThat(Run.of("prices", "show", "anthropic", "house-model", "--prices", prices))
        .extracting(Run::exitCode)
        .isEqualTo(1);
  }

  @Test
  void pricesList_json_givesACardALine() throws IOException {
    Run run = Run.of("prices", "list", "openai", "--json", "--prices", prices(CARD));

    assertThat(run.out().lines())
        .first()
        .asString()
        .startsWith("{\"id\":\"mine\",\"provider\":\"openai\",\"model\":[\"house-model*\"],")
        .contains("{\"upto\":\"100\",\"rate\":\"0\"},{\"rate\":\"0.5\"}");
  }

  @Test
  void pricesList_table_hasARowForEachCard() throws IOException {
    Run run = Run.of("prices", "list", "--prices", prices(CARD));

    assertThat(run.out()).contains("PROVIDER", "openai", "house-model*", "2026-03-01");
  }

  @Test
  void pricesList_ofAModel_showsWhatMayPriceIt() throws IOException {
    String prices = prices(CARD);

    Run priced = Run.of("prices", "list", "--model", "house-model-2", "--prices", prices);
    Run named = Run.of("prices", "list", "openai", "--model", "house*", "--prices", prices);
    Run none = Run.of("prices", "list", "openai", "--model", "nothing", "--prices", prices);

    assertThat(named.out().lines()).hasSize(2);
    assertThat(named.out()).startsWith("ID").contains("mine");
    assertThat(priced.exitCode()).isEqualTo(1);
    assertThat(none.err()).contains("No prices for nothing of openai.");
  }

  @Test
  void pricesList_manyModels_areCutShort() throws IOException {
    String models = "[\"a\", \"b\", \"c\", \"d\", \"e\"]";

    Run run =
        Run.of(
            "prices",
            "list",
            "openai",
            "--prices",
            prices(CARD.replace("\"house-model*\"", models)));

    assertThat(run.out()).contains("a b c and 2 more");
  }

  @Test
  void pricesCheck_cardsOfAProviderThatNobodyKnows_areAWarning() throws IOException {
    String cards = CARD.replace("openai", "opnai").replace("}]}\n", "},\n%s]}\n");
    String more =
        "{\"id\": \"more\", \"provider\": \"opnai\", \"model\": \"x\", \"source\": \"s\","
            + " \"price\": [{\"meter\": \"images\", \"rate\": \"1\"}]}";

    Run run = Run.of("prices", "check", prices(cards.formatted(more)));

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines())
        .containsExactly(
            "warning: "
                + dir.resolve("prices.json")
                + ", line 1: mine: no provider file describes \"opnai\", so this prices no call;"
                + " correct the name, or check the provider file in the same run (2 cards)",
            "0 errors, 1 warning in 2 rate cards");
  }

  @Test
  void pricesCheck_modelThatNothingPrices_isAWarning() throws IOException {
    String alias =
        """
        {"cards": [
        {"id": "a", "provider": "openai", "model": "x", "as": "gpt-4o", "source": "s"},
        {"id": "b", "provider": "openai", "model": "y", "as": "gtp-4o", "source": "s"}]}""";

    assertThat(Run.of("prices", "check", prices(alias)).out().lines())
        .containsExactly(
            "warning: "
                + dir.resolve("prices.json")
                + ", line 3: b: no card of \"openai\" prices \"gtp-4o\", so this card prices"
                + " nothing; correct the name",
            "0 errors, 1 warning in 2 rate cards");
  }

  @Test
  void pricesCheck_cardsOfAProviderFileBeside_areFine() throws IOException {
    String house =
        file(
            "house.json",
            "{\"provider\": \"house\", \"like\": \"openai\", \"hosts\": [\"ai.corp\"]}");

    Run run = Run.of("prices", "check", house, prices(CARD.replace("openai", "house")));

    assertThat(run.out())
        .startsWith(house + ": provider house: hosts ai.corp; operations ")
        .endsWith("All good: 1 rate card and 1 provider file\n");
  }

  @Test
  void fileThatIsNotThere_isNamedInWords() {
    Path none = dir.resolve("none.json");
    String refusal = none + ": no such file; correct the name";

    assertThat(Run.of("prices", "check", none.toString()).out()).startsWith("error: " + refusal);
    assertThat(Run.of("prices", "import", "--from", "fal", none.toString()).err())
        .isEqualTo(refusal + "\n");
    assertThat(Run.of("prices", "list", "--prices", none.toString()).err())
        .contains("price file refused, its prices are not used: " + refusal);
  }

  @Test
  void pricesList_unknownProvider_namesTheKnown() throws IOException {
    Run run = Run.of("prices", "list", "nobody", "--prices", prices(CARD));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("No prices for nobody. Known: ", "openai");
  }

  private Path har(String... urls) throws IOException {
    StringBuilder entries = new StringBuilder();
    for (String url : urls) {
      entries.append(entries.isEmpty() ? "" : ",").append(ENTRY.formatted(url));
    }
    String content = "{\"log\":{\"entries\":[" + entries + "]}}";
    return Files.writeString(dir.resolve("capture.har"), content);
  }

  private String file(String name, String content) throws IOException {
    return Files.writeString(dir.resolve(name), content).toString();
  }

  private String prices(String content) throws IOException {
    return file("prices.json", content);
  }

  @Test
  void pricesOfAUrl_areThoseThatTheUrlHas() {
    WireMockServer server =
        new WireMockServer(WireMockConfiguration.wireMockConfig().dynamicPort());
    server.start();
    String url = "http://localhost:" + server.port() + "/p.json";
    server.stubFor(any(anyUrl()).willReturn(ok(CARD)));
    Run good = Run.of("prices", "show", "--prices", url, "openai", "house-model");
    server.stubFor(any(anyUrl()).willReturn(ok("{")));
    Run bad = Run.of("prices", "show", "--prices", url, "openai", "house-model");
    server.stop();
    Run none = Run.of("prices", "show", "--prices", url, "openai", "house-model");

    assertThat(good.out()).contains("mine", "contract");
    assertThat(bad.exitCode()).isEqualTo(1);
    assertThat(bad.err()).contains(url + ", line 1");
    assertThat(none.exitCode()).isEqualTo(1);
    assertThat(none.err()).contains("price URL " + url + " does not answer: ConnectException");
    assertThat(Run.of("prices", "show", "--prices", "http://prices.corp/p", "m").err())
        .contains("begins with https://");
  }
}
