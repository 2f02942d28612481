package io.costspan.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.provider.EndpointOption;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What people write behind the agent's name, and what they are told of it. */
class AgentArgumentsTest {
  @Test
  void wordAlone_isAWarningThatSaysWhatWasMeant() {
    assertThat(warning("ledger")).contains("\"ledger\" (agent arguments)", "write ledger=VALUE");
    assertThat(warning("ledgr")).contains("\"ledgr\" (agent arguments)", "write ledger=VALUE");
    assertThat(warning("gibberish")).contains("\"gibberish\" (agent arguments)", "NAME=VALUE");
    assertThat(warning("ledger=")).contains("\"ledger\" (agent arguments) has no value");
  }

  @Test
  void wordBehindAnOption_leavesItsValueAlone() {
    Config config = load("receipt=false,ledger");

    assertThat(config.get(Options.RECEIPT)).isFalse();
    assertThat(config.warnings()).singleElement().asString().contains("write ledger=VALUE");
  }

  @Test
  void wordBeforeAnOption_leavesItAlone() {
    Config config = load("ledger,receipt=false,log=debug");

    assertThat(config.get(Options.RECEIPT)).isFalse();
    assertThat(config.warnings()).singleElement().asString().contains("write ledger=VALUE");
  }

  @Test
  void endpoints_oneBadPart_leavesTheGoodOnes() {
    Config config =
        load("endpoints=not a url,http://a.corp=openai,ftp://b.corp=openai,http://c.corp");

    assertThat(config.get(Options.ENDPOINTS))
        .containsExactly(new EndpointOption(URI.create("http://a.corp"), "openai"));
    assertThat(config.warnings())
        .hasSize(3)
        .allSatisfy(
            line ->
                assertThat(line)
                    .contains("option endpoints (agent argument endpoints)", "use URL=PROVIDER")
                    .endsWith("This entry is ignored; the others apply."))
        .anySatisfy(line -> assertThat(line).contains("\"not a url\""));
  }

  @Test
  void endpoints_withoutScheme_areToldFromOptions() {
    Config config = load("endpoints=http://a.corp=openai,b.corp=anthropic");

    assertThat(config.get(Options.ENDPOINTS)).hasSize(1);
    assertThat(config.warnings())
        .singleElement()
        .asString()
        .contains("if it belongs to endpoints", "http://b.corp=anthropic");
  }

  @Test
  void option_setTwice_isAWarning() {
    Config config = load("ledger=/a,ledger=/b");

    assertThat(config.get(Options.LEDGER)).contains(Path.of("/a"));
    assertThat(config.warnings()).singleElement().asString().contains("ledger", "set twice", "/b");
  }

  @Test
  void unknownOption_nearAKnownOne_isTakenForAMisspelling() {
    assertThat(warning("ledgr=/x")).contains("did you mean ledger?");
    assertThat(Config.load(null, Map.of("costspan.recipt", "x"), Map.of()).warnings())
        .singleElement()
        .asString()
        .contains("did you mean receipt?");
  }

  private static Config load(String arguments) {
    return Config.load(arguments, Map.of(), Map.of());
  }

  private static String warning(String arguments) {
    Config config = load(arguments);
    assertThat(config.warnings()).hasSize(1);
    return config.warnings().get(0);
  }
}
