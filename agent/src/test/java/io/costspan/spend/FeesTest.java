package io.costspan.spend;

import static io.costspan.spend.CallAssert.assertThat;
import static io.costspan.spend.Spend.told;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fees beside the tokens and factors on them, at the bundled prices. */
class FeesTest {
  private static final String GEMINI =
      "https://generativelanguage.googleapis.com/v1beta/models/%s:generateContent";

  private final Spend spend = new Spend();

  @ParameterizedTest
  @CsvSource({
    "gpt-4.1, web_search_preview, 25/1000 = 0.025", // does not reason: the preview costs more
    "gpt-4.1, web_search_preview_2025_03_11, 25/1000 = 0.025",
    "gpt-4.1, web_search, 10/1000 = 0.01",
    "gpt-4o-mini, web_search_preview, 25/1000 = 0.025",
    "gpt-5-mini, web_search_preview, 10/1000 = 0.01",
  })
  void openai_search_costsWhatItsToolAndModelSay(String model, String tool, String fee) {
    assertThat(
            told(
                spend
                    .post("https://api.openai.com/v1/responses", "{'model':'" + model + "'}")
                    .json(
                        """
                        {"object":"response","status":"completed","model":"%s","tools":[{"type":"file_search"},{"type":"%s"}],
                         "usage":{"input_tokens":0,"output_tokens":0},
                         "output":[{"type":"web_search_call","action":{"type":"search"}}]}"""
                            .formatted(model, tool))))
        .endsWith("tool_calls 1 x " + fee);
  }

  @ParameterizedTest
  @CsvSource({
    "{}, pages 3 x 4/1000 = 0.012",
    "{\"document_annotation_format\":{\"type\":\"json_schema\"}}, pages 3 x 5/1000 = 0.015",
    "{\"bbox_annotation_format\":{\"type\":\"json_schema\"}}, pages 3 x 5/1000 = 0.015",
  })
  void mistral_annotatedPages_costMore(String request, String charge) {
    assertThat(
            told(
                spend
                    .post("https://api.mistral.ai/v1/ocr", request)
                    .json("{'model':'mistral-ocr-4-0','usage_info':{'pages_processed':3}}")))
        .endsWith("; " + charge);
  }

  @ParameterizedTest
  @CsvSource({
    "gemini-2.5-flash, 0.025", // once a prompt
    "gemini-3-flash-preview, 0.014",
  })
  void gemini_answerThatNamesPlaces_paysForMaps(String model, String fee) {
    assertThat(
            told(
                spend
                    .post(GEMINI.formatted(model), "{'tools':[{'googleMaps':{}}]}")
                    .json(
                        """
                        {"modelVersion":"%s","usageMetadata":{"promptTokenCount":0,"candidatesTokenCount":0},
                         "candidates":[{"groundingMetadata":{"groundingChunks":[{"maps":{"uri":"a"}},{"maps":{"uri":"b"}}]}}]}"""
                            .formatted(model))))
        .startsWith("rated " + fee + " USD");
  }

  @Test
  void gemini_mapsOfferedButNotUsed_costNothing() {
    assertThat(
            spend
                .post(GEMINI.formatted("gemini-2.5-flash"), "{'tools':[{'googleMaps':{}}]}")
                .json(
                    "{'modelVersion':'gemini-2.5-flash','usageMetadata':{'promptTokenCount':1000,'totalTokenCount':1000}}"))
        .costs("rated 0.0003 USD; input_tokens 1000 x 0.3/1000000 = 0.0003");
  }

  @Test
  void vertex_searchOfTheEnterpriseKind_hasItsOwnFee() {
    assertThat(
            spend
                .post(
                    "https://aiplatform.googleapis.com/v1/projects/p/locations/global/publishers/google/models/gemini-2.5-flash:generateContent",
                    "{'tools':[{'enterpriseWebSearch':{}}]}")
                .json(
                    """
                        {"modelVersion":"gemini-2.5-flash","usageMetadata":{"promptTokenCount":0,"candidatesTokenCount":0},
                         "candidates":[{"groundingMetadata":{"webSearchQueries":["a","b"]}}]}"""))
        .costs("rated 0.045 USD; tool_calls 1 x 0.045 = 0.045");
  }

  @ParameterizedTest
  @CsvSource({
    "gemini-2.5-pro, 0.00225", // 1000 x 1.25 x 1.8
    "gemini-2.5-flash, 0.00054",
    "gemini-3.5-flash, 0.0027",
  })
  void gemini_servedWithPriority_costsMore(String model, String amount) {
    assertThat(
            told(
                spend
                    .post(GEMINI.formatted(model), "{}")
                    .json(
                        "{'modelVersion':'%s','usageMetadata':{'promptTokenCount':1000,'totalTokenCount':1000,'serviceTier':'priority'}}"
                            .formatted(model))))
        .startsWith("rated " + amount + " USD");
  }

  @Test
  void deepinfra_priorityWithoutAStatedCost_costsHalfMore() {
    assertThat(
            spend
                .post("https://api.deepinfra.com/v1/openai/chat/completions", "{}")
                .json(
                    """
                        {"model":"meta-llama/Llama-3.3-70B-Instruct-Turbo","service_tier":"priority",
                         "usage":{"prompt_tokens":1000000,"completion_tokens":0}}"""))
        .costs("rated 0.195 USD; input_tokens 1000000 x 0.13/1000000 x 1.5 = 0.195");
  }

  @ParameterizedTest
  @CsvSource({"rerank-v3.5, 0.002", "rerank-v4.0-fast, 0.002", "rerank-v4.0-pro, 0.0025"})
  void cohere_searchUnit_costsWhatItsModelCosts(String model, String amount) {
    assertThat(
            told(
                spend
                    .post("https://api.cohere.com/v2/rerank", "{'model':'" + model + "'}")
                    .json("{'meta':{'billed_units':{'search_units':1}}}")))
        .startsWith("rated " + amount + " USD");
  }
}
