package io.costspan.config;

import static io.costspan.manual.Manual.code;

import io.costspan.manual.Manual;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ConfigurationManualTest {
  private static final String HEAD =
      """
      # Configuration

      Every option has a default, so nothing needs to be set. An option can be set in four places; the first
      of them that sets it wins:

      1. agent argument: `-javaagent:costspan-agent.jar=ledger=/var/log/ai.jsonl,receipt=false`
      2. system property: `-Dcostspan.ledger=/var/log/ai.jsonl`
      3. environment variable: `COSTSPAN_LEDGER=/var/log/ai.jsonl` (upper case, underscores for dots)
      4. the `.properties` file that the option `config` names: `ledger=/var/log/ai.jsonl`

      In the agent argument, a comma begins the next option only if a name and `=` follow it; any other
      comma belongs to the value, so that `endpoints=http://localhost:4000=openai,https://ai.corp/v1=openai`
      is one option. The name of an option alone, without `=`, sets nothing.

      An unknown option or an invalid value causes one warning on stderr, which suggests what was probably
      meant, and the default applies; of `endpoints` and `prices` only the invalid entries are left out. The
      application is never stopped. A file that does not answer, for example on a mount that hangs, delays
      no call; [price files](price-files.md) explains what happens to the calls. OpenTelemetry's own settings
      determine where metrics and spans are sent: see [telemetry.md](telemetry.md).

      """;

  private static final String TAIL =
      """

      ## Endpoints whose API is not declared

      With `endpoints=https://ai.corp=auto`, the provider is recognised from the end of each request's path:

      | path | provider |
      | --- | --- |
      | `/chat/completions`, `/responses` and similar | `openai` |
      | `/messages` | `anthropic` |
      | `/models/...:generateContent` | `gcp.gemini`, or `gcp.vertex_ai` below `/projects/...` |
      | `/openai/deployments/...` | `azure.ai.openai` |
      | `/model/.../converse`, `/model/.../invoke` | `aws.bedrock` |
      | `/v2/chat`, `/v2/rerank` | `cohere` |
      | `/api/chat` | `ollama` |

      If the path does not tell, the usage in the reply does; the provider of such a call is `auto`. A POST
      whose reply reports no usage is unrated. `server.address` shows where the calls went.

      A cost that the gateway states takes precedence. Otherwise a model costs what the recognised provider
      charges for it, so a gateway in front of OpenAI costs what OpenAI costs. A model that this provider
      does not sell is `unknown_model` until a card of yours prices it, and calls in Ollama's own format cost
      nothing. If your own models have the same names as a vendor's, name the software that serves them
      instead of `auto`: `endpoints=http://gpu.corp:8000=vllm`. Then only your own prices apply.

      ## Gateways that rate the calls

      With `endpoints=http://gateway:8080=gateway`, calls to that address are recognised in the same way, but
      have no amount: they are `free` with the reason `gateway` in every signal. [Fleets](fleet.md) explains
      when that is right.
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
    return Manual.row(code(option.name()), code(option.defaultText()), option.meaning());
  }
}
