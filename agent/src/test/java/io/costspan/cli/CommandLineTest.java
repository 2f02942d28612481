package io.costspan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineTest {
  private static final String ENTRY =
      "{\"startedDateTime\":\"2026-08-21T12:00:00Z\",\"request\":{\"method\":\"GET\",\"url\":\"%s\"}}";

  @TempDir Path dir;

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
    assertThat(run.err()).contains("Did you mean: ", "rate?");
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
        .matches("costspan \\d+\\.\\d+\\.\\d+\\Rprices of \\d{4}-\\d\\d-\\d\\d\\R");
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
    assertThat(run.err()).contains("No price of openai no-such-model");
  }

  private Path har(String... urls) throws IOException {
    StringBuilder entries = new StringBuilder();
    for (String url : urls) {
      entries.append(entries.isEmpty() ? "" : ",").append(ENTRY.formatted(url));
    }
    String content = "{\"log\":{\"entries\":[" + entries + "]}}";
    return Files.writeString(dir.resolve("capture.har"), content);
  }
}
