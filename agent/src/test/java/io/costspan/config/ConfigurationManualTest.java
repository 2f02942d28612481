package io.costspan.config;

import static io.costspan.manual.Manual.code;

import io.costspan.manual.Manual;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ConfigurationManualTest {
  private static final String HEAD =
      """
      # Configuration

      Everything has a default; nothing needs to be set. The first of these places that sets an option wins:

      1. agent argument: `-javaagent:costspan-agent.jar=ledger=/var/log/ai.jsonl,receipt=false`
      2. system property: `-Dcostspan.ledger=/var/log/ai.jsonl`
      3. environment variable: `COSTSPAN_LEDGER=/var/log/ai.jsonl` (upper case, underscores for dots)
      4. the `.properties` file that the option `config` names: `ledger=/var/log/ai.jsonl`

      In the agent argument a comma begins the next option only where a name and `=` follow it; any other comma belongs to
      the value, so that `endpoints=http://localhost:4000=openai,https://ai.corp/v1=openai` is one option. An unknown
      option or a value that does not fit is one warning on stderr, and its default applies; the application is never
      stopped. Where metrics and spans go is set with OpenTelemetry's own settings: see [telemetry.md](telemetry.md).

      """;

  @Test
  void page_rendersEveryOption() {
    String rows =
        Options.ALL.stream().map(ConfigurationManualTest::row).collect(Collectors.joining());
    Manual.check(
        "configuration.md",
        HEAD + Manual.row("option", "default", "meaning") + Manual.row("---", "---", "---") + rows);
  }

  private static String row(Option<?> option) {
    String limit = option.limit().isEmpty() ? "" : " *In this version: " + option.limit() + "*";
    return Manual.row(code(option.name()), code(option.defaultText()), option.meaning() + limit);
  }
}
