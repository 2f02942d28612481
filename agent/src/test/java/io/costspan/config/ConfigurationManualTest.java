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
      option or a value that does not fit is one warning on stderr, which says what was probably meant, and its default
      applies; of `endpoints` and `prices` only the parts that do not fit are left out. The name of an option alone,
      without `=`, sets nothing. The application is never stopped. A file that does not answer, on a mount that hangs say, holds up no call; [price files](price-files.md) says what becomes of the calls. Where metrics and spans go is set with OpenTelemetry's own settings: see [telemetry.md](telemetry.md).

      """;

  private static final String TAIL =
      """

      ## Endpoints of which nobody said whose API they speak

      With `endpoints=https://ai.corp=auto` the path of each request tells, whatever stands before: `/chat/completions`, `/responses` and their like are
      `openai`, `/messages` is `anthropic`, `/models/...:generateContent` is `gcp.gemini`, and below `/projects/...` `gcp.vertex_ai`; `/openai/deployments/...` is
      `azure.ai.openai`, `/model/.../converse` and `/model/.../invoke` are `aws.bedrock`, `/v2/chat` and `/v2/rerank` are `cohere`, `/api/chat` is `ollama`. Where the path
      says nothing, the reply does; the provider of such a call is `auto`. A POST whose reply tells no usage is unrated. `server.address` says where calls went.

      What a gateway states that a call cost goes first. Then a model costs what the recognised provider takes for it, so a gateway in front of OpenAI costs what
      OpenAI costs; a model that this provider does not sell is `unknown_model` until a card of yours prices it, and calls in Ollama's own format cost nothing. If
      models of your own bear names of a vendor's, name what serves them instead of `auto`: `endpoints=http://gpu.corp:8000=vllm`. Its prices are only yours.
      """;

  @Test
  void page_rendersEveryOption() {
    String rows =
        Options.ALL.stream().map(ConfigurationManualTest::row).collect(Collectors.joining());
    Manual.check(
        "configuration.md",
        HEAD
            + Manual.row("option", "default", "meaning")
            + Manual.row("---", "---", "---")
            + rows
            + TAIL);
  }

  private static String row(Option<?> option) {
    String limit = option.limit().isEmpty() ? "" : " *In this version: " + option.limit() + "*";
    return Manual.row(code(option.name()), code(option.defaultText()), option.meaning() + limit);
  }
}
