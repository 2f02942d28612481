package io.costspan.provider;

import static io.costspan.provider.Traffic.cost;
import static io.costspan.provider.UsageAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.usage.UsageRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Cases of {@code WrongCostsTest} that went wrong while reading what Google sends: from the bytes
 * of request and reply to the amount.
 */
class WrongGeminiCostsTest {
  private final Traffic traffic = new Traffic();

  private String gemini(String model, String usage) {
    return gemini(model, usage, "");
  }

  private String gemini(String model, String usage, String candidate) {
    String url = "https://generativelanguage.googleapis.com/v1beta/models/%s:generateContent";
    return cost(
        traffic
            .post(url.formatted(model), "{}")
            .json(
                "{'candidates':[{%s}],'usageMetadata':{%s},'modelVersion':'%s'}"
                    .formatted(candidate, usage, model)));
  }

  @Test
  @DisplayName("earendil-works/pi#2148: Gemini's prompt includes what was cached")
  void geminiCached() {
    String usage =
        "'promptTokenCount':20212,'cachedContentTokenCount':16298,'candidatesTokenCount':931,'totalTokenCount':21143";
    assertThat(gemini("gemini-3-flash-preview", usage)).isEqualTo("0.0055649");
  }

  @Test
  @DisplayName("simonw/llm-gemini#75: thoughts are output, tool prompts are input")
  void thoughtsAndToolPrompts() {
    String usage =
        "'promptTokenCount':100,'toolUsePromptTokenCount':50,'candidatesTokenCount':13,'thoughtsTokenCount':546,'totalTokenCount':709";
    assertThat(gemini("gemini-2.5-flash", usage)).isEqualTo("0.0014425");
  }

  @Test
  @DisplayName("BerriAI/litellm#35925: reasoning scales with the tier")
  void reasoningInPriorityTier() {
    String usage = "'promptTokenCount':0,'thoughtsTokenCount':160,'serviceTier':'priority'";
    assertThat(gemini("gemini-3.5-flash", usage)).isEqualTo("0.002592");
  }

  @Test
  @DisplayName("BerriAI/litellm#17410: text, reasoning and image tokens of one answer")
  void imageAndReasoning() {
    String usage =
        """
        "promptTokenCount":10,"candidatesTokenCount":1120,"thoughtsTokenCount":225,
        "candidatesTokensDetails":[{"modality":"IMAGE","tokenCount":1120}],"totalTokenCount":1355""";
    assertThat(gemini("gemini-3-pro-image-preview", usage)).isEqualTo("0.13712");
  }

  @Test
  @DisplayName("BerriAI/litellm#37724: Vertex AI names the tier trafficType")
  void vertexFlex() {
    UsageRecord record =
        traffic
            .post(
                "https://aiplatform.googleapis.com/v1/projects/p/locations/global/publishers/google"
                    + "/models/gemini-3.5-flash:generateContent",
                "{}")
            .json(
                """
                {"candidates":[{}],"modelVersion":"gemini-3.5-flash","usageMetadata":{
                 "promptTokenCount":7,"candidatesTokenCount":205,"trafficType":"ON_DEMAND_FLEX"}}""");
    assertThat(record).costs("0.00092775");
  }

  @Test
  @DisplayName("BerriAI/litellm#36377: each different query from Gemini 3 on, each prompt before")
  void groundedSearch() {
    String usage = "'promptTokenCount':1000,'candidatesTokenCount':100";
    assertThat(gemini("gemini-3-flash-preview", usage, searched("a", "a", "b", "")))
        .isEqualTo("0.0288");
    assertThat(gemini("gemini-2.5-flash", usage, searched("a", "b", "c"))).isEqualTo("0.03555");
  }

  private static String searched(String... queries) {
    return "'groundingMetadata':{'webSearchQueries':['" + String.join("','", queries) + "']}";
  }

  @Test
  @DisplayName("BerriAI/litellm#26253: pages that the prompt named are input, and no search")
  void urlContext() {
    String usage = "'promptTokenCount':10,'toolUsePromptTokenCount':990,'candidatesTokenCount':100";
    String candidate = "'urlContextMetadata':{'urlMetadata':[{'retrievedUrl':'https://a'}]}";
    assertThat(gemini("gemini-3-flash-preview", usage, candidate)).isEqualTo("0.0008");
  }
}
