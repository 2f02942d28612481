package io.costspan.spend;

import static io.costspan.spend.CallAssert.assertThat;
import static io.costspan.spend.Spend.told;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does what CONTRIBUTING.md says, with its own snippets and nothing else. */
class ContributingTest {
  private static final List<String> SNIPPETS =
      Page.snippets("CONTRIBUTING.md", "A provider is a file");

  @TempDir Path directory;

  @Test
  void openAiCompatibleProvider_isTwoDataFiles() {
    Spend spend =
        Spend.with(
            directory, Map.of("acme.json", SNIPPETS.get(0), "acme-prices.json", SNIPPETS.get(1)));

    assertThat(
            spend
                .post("https://api.acme.ai/v1/chat/completions", "{'model':'acme-large'}")
                .json(
                    "{'model':'acme-large-2026-08-01','usage':{'prompt_tokens':1500,'prompt_tokens_details':{'cached_tokens':500},'completion_tokens':200}}"))
        .costs(
            "rated 0.00385 USD; input_tokens 1000 x 2/1000000 = 0.002;"
                + " cached_input_tokens 500 x 0.5/1000000 = 0.00025;"
                + " output_tokens 200 x 8/1000000 = 0.0016");
    assertThat(
            told(
                spend
                    .post(
                        "https://api.acme.ai/v1/chat/completions",
                        "{'model':'acme-large','stream':true}")
                    .events(
                        "{'model':'acme-large','choices':[{'delta':{}}]}",
                        "{'model':'acme-large','choices':[],'usage':{'prompt_tokens':100,'completion_tokens':50}}",
                        "[DONE]")))
        .startsWith("rated 0.0006 USD");
  }

  @Test
  void flatPriceEndpointInTheHouse_isTwoDataFiles() {
    Spend spend =
        Spend.with(
            directory, Map.of("house.json", SNIPPETS.get(2), "house-prices.json", SNIPPETS.get(3)));

    assertThat(spend.post("https://ocr.corp.example/scan", "scan").json("{'text':'hi'}"))
        .costs("rated 0.02 USD; requests 1 x 0.02 = 0.02");
    assertThat(spend.post("https://ocr.corp.example/scan", "scan").json(503, "{}"))
        .costs("free failed 0 USD");
    assertThat(spend.metrics()).isEqualTo(Map.of("USD", 0.02));
    assertThat(SNIPPETS).hasSize(4);
  }
}
