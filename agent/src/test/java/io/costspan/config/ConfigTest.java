package io.costspan.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.files.Location;
import io.costspan.health.Log;
import io.costspan.provider.EndpointOption;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigTest {
  @TempDir Path directory;

  @Test
  void load_nothingSet_givesTheDefaults() {
    Config config = Config.load(null, Map.of("java.version", "17"), Map.of("PATH", "/bin"));

    assertThat(config.get(Options.ENABLED)).isTrue();
    assertThat(config.get(Options.LEDGER)).isEmpty();
    assertThat(config.get(Options.PRICES_RELOAD)).isEqualTo(Duration.ofSeconds(30));
    assertThat(config.get(Options.LOG)).isEqualTo(Log.Level.WARN);
    assertThat(config.warnings()).isEmpty();
  }

  @Test
  void load_sameOptionEverywhere_firstSourceWins() throws IOException {
    Path file = file("ledger=file\nreceipt=false\ncostspan.log=debug\n");
    Config config =
        Config.load(
            "ledger=argument,config=" + file,
            Map.of("costspan.ledger", "property", "costspan.log", "error"),
            Map.of("COSTSPAN_LEDGER", "environment", "COSTSPAN_LOG", "info"));

    assertThat(config.get(Options.LEDGER)).contains(Path.of("argument"));
    assertThat(config.get(Options.LOG)).isEqualTo(Log.Level.ERROR);
    assertThat(config.get(Options.RECEIPT)).isFalse();
    assertThat(config.warnings()).isEmpty();
  }

  @Test
  void load_environment_hasUnderscoresForDots() {
    Config config = Config.load(null, Map.of(), Map.of("COSTSPAN_PRICES_RELOAD", "0"));

    assertThat(config.get(Options.PRICES_RELOAD)).isEqualTo(Duration.ZERO);
    assertThat(config.warnings()).isEmpty();
  }

  @Test
  void load_emptyVariable_countsAsUnset() {
    Config config = Config.load(null, Map.of(), Map.of("COSTSPAN_RECEIPT", ""));

    assertThat(config.get(Options.RECEIPT)).isTrue();
    assertThat(config.warnings()).isEmpty();
  }

  @Test
  void load_valuesWithCommasAndEqualsSigns_stayWhole() {
    Config config =
        Config.load(
            "endpoints=http://localhost:4000=openai,https://ai.corp/v1=azure.ai.openai,"
                + "prices=/a,/b, receipt=false",
            Map.of(),
            Map.of());

    assertThat(config.get(Options.ENDPOINTS))
        .containsExactly(
            new EndpointOption(URI.create("http://localhost:4000"), "openai"),
            new EndpointOption(URI.create("https://ai.corp/v1"), "azure.ai.openai"));
    assertThat(config.get(Options.PRICES)).containsExactly(Location.of("/a"), Location.of("/b"));
    assertThat(config.get(Options.RECEIPT)).isFalse();
    assertThat(config.warnings()).isEmpty();
  }

  @Test
  void load_unknownOption_isOneWarningWithItsSource() throws IOException {
    Path file = file("lock=1\n");
    Config config =
        Config.load(
            "ledgr=/x,receipt=false,config=" + file,
            Map.of("costspan.recept", "false"),
            Map.of("COSTSPAN_PRICE", "/p"));

    assertThat(config.get(Options.RECEIPT)).isFalse();
    assertThat(config.warnings())
        .satisfiesExactlyInAnyOrder(
            line -> assertThat(line).startsWith("unknown option \"ledgr\" (agent argument ledgr)"),
            line -> assertThat(line).contains("\"recept\" (system property costspan.recept)"),
            line -> assertThat(line).contains("\"price\" (environment variable COSTSPAN_PRICE)"),
            line -> assertThat(line).contains("\"lock\" (" + file + ", lock)"))
        .allSatisfy(
            line ->
                assertThat(line).contains("use one of enabled, config, control.file, endpoints"));
  }

  @Test
  void load_malformedOption_isOneWarningAndItsDefault() {
    Config config = Config.load("receipt=maybe", Map.of(), Map.of());

    assertThat(config.get(Options.RECEIPT)).isTrue();
    assertThat(config.warnings())
        .containsExactly(
            "option receipt=maybe (agent argument receipt): use true or false. The default applies:"
                + " true.");
  }

  @Test
  void load_everyKindOfMalformedValue_namesWhatWouldBeRight() {
    assertThat(warning("log=loud")).contains("use one of off, error, warn, info, debug");
    assertThat(warning("endpoints=localhost=openai")).contains("use URL=PROVIDER");
    assertThat(warning("endpoints=https://ai.corp")).contains("use URL=PROVIDER");
    assertThat(warning("prices.reload=soon")).contains("use a duration such as 30s");
    assertThat(warning("owner.limit=0")).contains("use a whole number");
    assertThat(warning("gibberish")).contains("\"gibberish\" (agent arguments)");
  }

  @Test
  void load_ledgerOptions_areReadAsPeopleWriteThem() {
    Config config = Config.load("ledger.mode=640,ledger.limit=500 mb", Map.of(), Map.of());

    assertThat(PosixFilePermissions.toString(config.get(Options.LEDGER_MODE)))
        .isEqualTo("rw-r-----");
    assertThat(config.get(Options.LEDGER_LIMIT)).isEqualTo(500_000_000);
    assertThat(limit("1000000")).isEqualTo(1_000_000);
    assertThat(limit("20GB")).isEqualTo(20_000_000_000L);
    assertThat(limit("64k")).isEqualTo(64_000);
    assertThat(warning("ledger.mode=0440"))
        .contains("gives the owner write permission, such as 0640");
    assertThat(warning("ledger.limit=lots")).contains("use a size such as 500MB");
  }

  @Test
  void load_ledgerOptionsUnset_areForTheOwnerOnlyAndWithoutLimit() {
    Config config = Config.load(null, Map.of(), Map.of());

    assertThat(PosixFilePermissions.toString(config.get(Options.LEDGER_MODE)))
        .isEqualTo("rw-------");
    assertThat(config.get(Options.LEDGER_LIMIT)).isEqualTo(Long.MAX_VALUE);
  }

  private static long limit(String text) {
    return Config.load("ledger.limit=" + text, Map.of(), Map.of()).get(Options.LEDGER_LIMIT);
  }

  @Test
  void load_profiles_areNamedAsInTheManual() {
    assertThat(profiles("semconv-1.41, semconv-next,OpenLIT"))
        .containsExactly(
            MetricsProfile.SEMCONV_1_41, MetricsProfile.SEMCONV_NEXT, MetricsProfile.OPENLIT);
    assertThat(profiles("openlit,datadog")).containsExactly(MetricsProfile.OPENLIT);
    for (MetricsProfile each : MetricsProfile.values()) {
      assertThat(profiles(each.wireName())).containsExactly(each);
    }
    assertThat(warning("metrics.profile=datadog"))
        .contains("metrics.profile")
        .contains("default, semconv-1.41, semconv-next, openlit, logfire, langfuse");
  }

  private static List<MetricsProfile> profiles(String text) {
    return Config.load("metrics.profile=" + text, Map.of(), Map.of()).get(Options.METRICS_PROFILE);
  }

  @Test
  void budgets_severalSources_areAllOfThem() {
    Config config =
        Config.load(
            "budget.team-a=50 USD/day,budget.team-a.by=owner.team,budget.x=2.5 eur/24h",
            Map.of("costspan.budget.team-a.action", "block", "costspan.budget.x", "9 USD/hour"),
            Map.of(
                "COSTSPAN_BUDGET_TEAM_A_UNRATED", "block",
                "COSTSPAN_BUDGET_ALL_OF_US", "900 USD/month",
                "COSTSPAN_BUDGET_STATE", "/var/lib/budgets"));

    assertThat(config.warnings()).isEmpty();
    assertThat(config.get(Options.BUDGET_STATE)).contains(Path.of("/var/lib/budgets"));
    assertThat(config.budgets())
        .containsExactly(
            budget("all-of-us", "900 USD/month"),
            new BudgetOption(
                "team-a",
                BudgetLimit.of("50 USD/day").orElseThrow(),
                BudgetSplit.of("owner.team"),
                BudgetAction.BLOCK,
                BudgetUnrated.BLOCK),
            budget("x", "2.5 EUR/24h"));
  }

  private static BudgetOption budget(String name, String limit) {
    return new BudgetOption(
        name,
        BudgetLimit.of(limit).orElseThrow(),
        BudgetSplit.NONE,
        BudgetAction.WARN,
        BudgetUnrated.IGNORE);
  }

  @Test
  void budgets_malformed_areOneWarningEachWithOptionSourceAndFix() {
    Config config =
        Config.load(
            "budget.a=lots,budget.b=5 USD/day,budget.b.action=stop,budget.c.by=model,"
                + "budget.Team=5 USD/day,budget.d=5 USD/fortnight,rates=EUR=1.08",
            Map.of(),
            Map.of());

    assertThat(config.budgets()).containsExactly(budget("b", "5 USD/day"));
    assertThat(config.warnings())
        .satisfiesExactlyInAnyOrder(
            line ->
                assertThat(line).contains("budget.a=lots (agent argument", "such as 50 USD/day"),
            line -> assertThat(line).contains("budget.b.action=stop", "use one of warn, block"),
            line -> assertThat(line).contains("budget.c.by (agent", "set it as in budget.c=50 USD"),
            line -> assertThat(line).contains("\"budget.Team\" (agent", "lower-case letters"),
            line -> assertThat(line).contains("budget.d=5 USD/fortnight", "hour, day, month"),
            line -> assertThat(line).contains("rates=EUR=1.08", "such as EUR:USD=1.08"));
  }

  @Test
  void controlledBy_budgets_changeWhatIsSetAndAddOthers() {
    Config set = Config.load("budget.a=5 USD/day,budget.a.by=model", Map.of(), Map.of());
    Config controlled =
        set.controlledBy(
            Path.of("control"),
            "budget.a=9 USD/day\nbudget.b=1 USD/hour\nbudget.state=x\nbudget.c=no\n");

    assertThat(controlled.budgets())
        .containsExactly(
            new BudgetOption(
                "a",
                BudgetLimit.of("9 USD/day").orElseThrow(),
                BudgetSplit.of("model"),
                BudgetAction.WARN,
                BudgetUnrated.IGNORE),
            budget("b", "1 USD/hour"));
    assertThat(controlled.warnings())
        .satisfiesExactlyInAnyOrder(
            line -> assertThat(line).contains("budget.state", "cannot be changed while"),
            line -> assertThat(line).contains("budget.c=no", "such as 50 USD/day"));
    assertThat(set.budgets()).hasSize(1);
  }

  @Test
  void controlledBy_liveOptions_precedeEverythingElse() {
    Config set = Config.load("receipt=true,log=info,ledger=a.jsonl", Map.of(), Map.of());
    Config controlled =
        set.controlledBy(
            Path.of("control"), "enabled = false\ncostspan.receipt=false\nbudget.x=5 USD/day\n");

    assertThat(controlled.warnings()).isEmpty();
    assertThat(controlled.get(Options.ENABLED)).isFalse();
    assertThat(controlled.get(Options.RECEIPT)).isFalse();
    assertThat(controlled.get(Options.LOG)).isEqualTo(Log.Level.INFO);
    assertThat(controlled.get(Options.LEDGER)).contains(Path.of("a.jsonl"));
  }

  @Test
  void controlledBy_otherOptionsAndBadValues_changeNothing() {
    Config set = Config.load("log=info", Map.of(), Map.of());
    Config controlled = set.controlledBy(Path.of("control"), "ledger=b\nlog=loud\nenabeld=false");

    assertThat(controlled.get(Options.LOG)).isEqualTo(Log.Level.INFO);
    assertThat(controlled.warnings())
        .satisfiesExactlyInAnyOrder(
            line -> assertThat(line).contains("\"ledger\"", "cannot be changed while"),
            line -> assertThat(line).contains("\"enabeld\"", "only enabled, log, receipt"),
            line -> assertThat(line).contains("log=loud", "What was set elsewhere applies"));
  }

  @Test
  void load_longValues_areEchoedUpToTwoHundredCharacters() {
    String key = "sk-" + "no more of it ".repeat(5_000);

    assertThat(warning("receipt=" + key)).contains("sk-no more", "... (agent").hasSizeLessThan(400);
    assertThat(warning(key)).contains("\"sk-no more").hasSizeLessThan(1_000);
    assertThat(warning("a".repeat(5_000) + "=1")).hasSizeLessThan(1_200);
  }

  @Test
  void load_pricesByUrl_areToldFromPaths() {
    Config config =
        Config.load(
            "prices=/a,https://prices.corp/p.json?v=1,http://localhost:8080/p",
            Map.of("costspan.prices.token", "@/run/secrets/token"),
            Map.of("COSTSPAN_PRICES_CACHE", "/var/cache"));

    assertThat(config.get(Options.PRICES))
        .extracting(Location::toString)
        .containsExactly("/a", "https://prices.corp/p.json", "http://localhost:8080/p");
    assertThat(config.get(Options.PRICES_TOKEN)).hasSize(1);
    assertThat(config.get(Options.PRICES_CACHE)).contains(Path.of("/var/cache"));
    assertThat(config.warnings()).isEmpty();
  }

  @Test
  void load_wrongPriceUrl_isLeftOutAndNoSecretIsShown() {
    assertThat(warning("prices=http://prices.corp/p?key=secret,/a"))
        .contains("\"http://prices.corp/p\": use a path, or a URL that begins with https://")
        .doesNotContain("secret");
    assertThat(warning("prices=https://me:secret@prices.corp/p"))
        .contains("\"https://prices.corp/p\": leave the password out")
        .doesNotContain("secret");
    assertThat(warning("prices=/a,prices=https://h/p?sig=secret"))
        .contains("set twice", "https://h/p")
        .doesNotContain("secret");
  }

  @Test
  void load_token_isShownByNoWarning() {
    assertThat(warning("prices.token=http://prices.corp=secret")).doesNotContain("secret");
    assertThat(warning("prices.token=secret,prices.token=secret2")).doesNotContain("secret");
    assertThat(warning("prices.tokn=secret")).doesNotContain("secret");
  }

  @Test
  void load_fileMissing_isOneWarning() {
    assertThat(warning("config=" + directory.resolve("none.properties")))
        .contains("none.properties cannot be read");
  }

  private static String warning(String arguments) {
    Config config = Config.load(arguments, Map.of(), Map.of());
    assertThat(config.warnings()).hasSize(1);
    return config.warnings().get(0);
  }

  private Path file(String text) throws IOException {
    return Files.writeString(directory.resolve("costspan.properties"), text);
  }
}
