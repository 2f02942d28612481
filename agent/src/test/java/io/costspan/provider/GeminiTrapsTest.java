package io.costspan.provider;

import static io.costspan.provider.Traffic.quantities;
import static io.costspan.provider.UsageAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.usage.Billing;
import io.costspan.usage.Exactness;
import io.costspan.usage.Quantity;
import io.costspan.usage.Reasons;
import io.costspan.usage.UsageRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Gemini's metadata counts, and what stands beside its totals. */
class GeminiTrapsTest {
  private static final String API = "https://generativelanguage.googleapis.com/v1beta";
  private static final String EMBED = API + "/models/gemini-embedding-001:batchEmbedContents";

  private final Traffic traffic = new Traffic();

  private Traffic.Request generate(String model) {
    return traffic.post(API + "/models/" + model + ":generateContent?key=hidden", "{}");
  }

  @Test
  @DisplayName("trap 3, trap 4: thoughts and tool prompts stand outside their totals")
  void thoughtsAndToolPrompts_standOutsideTheirTotals_cachedInside() {
    UsageRecord record =
        generate("gemini-3-flash-preview")
            .json(
                """
                {"modelVersion":"gemini-3-flash-preview-05","responseId":"r1","usageMetadata":{"promptTokenCount":3520,
                 "cachedContentTokenCount":3500,"candidatesTokenCount":2,"thoughtsTokenCount":42,
                 "toolUsePromptTokenCount":100,"totalTokenCount":3664,"serviceTier":"standard","trafficType":"ON_DEMAND"}}
                """);

    assertThat(record)
        .counts(
            "input_tokens 120",
            "cached_input_tokens 3500",
            "output_tokens 2",
            "output_tokens 42 {kind=reasoning}");
    assertThat(record.requestModel()).isEqualTo("gemini-3-flash-preview");
    assertThat(record.responseModel()).isEqualTo("gemini-3-flash-preview-05");
    assertThat(record.responseId()).isEqualTo("r1");
    assertThat(record.attributes()).isEmpty();
  }

  @ParameterizedTest
  @DisplayName("trap 67: OpenAI's form of a reply shows thoughts in the total alone")
  @ValueSource(
      strings = {
        API + "/openai/chat/completions",
        "https://aiplatform.googleapis.com/v1/projects/p/locations/global/endpoints/openapi/chat/completions"
      })
  void compatibleChat_thoughtsInTheTotalAlone_areOutput(String url) {
    UsageRecord record =
        traffic
            .post(url, "{'model':'gemini-2.5-flash'}")
            .json(
                "{'model':'gemini-2.5-flash','usage':{'prompt_tokens':10,'completion_tokens':13,'total_tokens':569}}");

    assertThat(record).counts("input_tokens 10", "output_tokens 559").costs("0.0014005");
    assertThat(record.quantities())
        .extracting(Quantity::exactness)
        .containsExactly(Exactness.REPORTED, Exactness.DERIVED);
  }

  @Test
  void compatibleStream_lastEvent_tellsTheThoughtsToo() {
    UsageRecord record =
        traffic
            .post(API + "/openai/chat/completions", "{'model':'gemini-2.5-flash'}")
            .events(
                "{'choices':[{'delta':{'content':'Hi'}}],'usage':{'prompt_tokens':10,'completion_tokens':3,'total_tokens':53}}",
                "{'choices':[{'delta':{},'finish_reason':'stop'}],'usage':{'prompt_tokens':10,'completion_tokens':13,'total_tokens':569}}");

    assertThat(record).counts("input_tokens 10", "output_tokens 559");
  }

  @Test
  @DisplayName("trap 62: modalities that do not add up leave the rest to text")
  void modalities_thatDoNotAddUp_leaveTheRestToText() {
    UsageRecord record =
        generate("gemini-2.5-flash-image")
            .json(
                """
                {"usageMetadata":{"promptTokenCount":400,"candidatesTokenCount":1300,
                 "promptTokensDetails":[{"modality":"TEXT","tokenCount":9},{"modality":"DOCUMENT","tokenCount":258},{"modality":"AUDIO","tokenCount":32}],
                 "candidatesTokensDetails":[{"tokenCount":1290,"modality":"IMAGE"}]}}
                """);

    assertThat(record)
        .counts(
            "input_tokens 110",
            "input_tokens 32 {modality=audio}",
            "input_tokens 258 {modality=image}",
            "output_tokens 10",
            "output_tokens 1290 {modality=image}");
  }

  @Test
  void cachedModalities_areTakenOffTheirKind() {
    UsageRecord record =
        generate("gemini-2.5-flash")
            .json(
                """
                {"usageMetadata":{"promptTokenCount":100,"cachedContentTokenCount":70,
                 "promptTokensDetails":[{"modality":"TEXT","tokenCount":20},{"modality":"AUDIO","tokenCount":80}],
                 "cacheTokensDetails":[{"modality":"TEXT","tokenCount":10},{"modality":"AUDIO","tokenCount":60}]}}
                """);

    assertThat(record)
        .counts(
            "input_tokens 10",
            "input_tokens 20 {modality=audio}",
            "cached_input_tokens 10",
            "cached_input_tokens 60 {modality=audio}");
  }

  @Test
  @DisplayName("trap 7: the last metadata of a stream counts as a whole")
  void stream_lastMetadata_countsAsAWhole() {
    UsageRecord record =
        traffic
            .post(API + "/models/gemini-2.5-flash:streamGenerateContent?alt=sse", "{}")
            .events(
                "{'usageMetadata':{'promptTokenCount':9,'candidatesTokenCount':1,'thoughtsTokenCount':50}}",
                "{'usageMetadata':{'promptTokenCount':9,'candidatesTokenCount':21,'toolUsePromptTokenCount':3}}");

    assertThat(record).counts("input_tokens 12", "output_tokens 21");
  }

  @Test
  void stream_lastMetadataWithoutCandidates_keepsTheHighest() {
    UsageRecord record =
        traffic
            .post(API + "/models/gemini-3-flash:streamGenerateContent?alt=sse", "{}")
            .events(
                "{'usageMetadata':{'promptTokenCount':9,'candidatesTokenCount':21}}",
                "{'usageMetadata':{'promptTokenCount':87}}");

    assertThat(record).counts("input_tokens 87", "output_tokens 21");
  }

  @Test
  void stream_asJsonArray_isReadLikeEvents() {
    UsageRecord record =
        traffic
            .post(API + "/models/gemini-2.5-flash:streamGenerateContent", "{}")
            .json(
                """
                [{"usageMetadata":{"promptTokenCount":9,"candidatesTokenCount":1}},
                 {"usageMetadata":{"promptTokenCount":9,"candidatesTokenCount":21}}]
                """);

    assertThat(record).counts("input_tokens 9", "output_tokens 21");
  }

  @Test
  @DisplayName("trap 28: Gemini 3 pays per different query, Gemini 2 per grounded prompt")
  void grounding_paysPerDifferentQueryFromGemini3AndPerPromptBefore() {
    String reply =
        """
        {"candidates":[{"groundingMetadata":{"webSearchQueries":["","a","b"]}},{"groundingMetadata":{"webSearchQueries":["a"]}}],
         "usageMetadata":{"promptTokenCount":9,"candidatesTokenCount":1}}
        """;

    assertThat(quantities(generate("gemini-3-flash-preview").json(reply)))
        .contains("tool_calls 2 {tool=google_search}");
    assertThat(quantities(generate("gemini-2.5-pro").json(reply)))
        .contains("tool_calls 1 {tool=google_search}");
    assertThat(quantities(generate("gemini-3-pro").json(reply.replaceAll("\"[ab]\"", "''"))))
        .noneMatch(quantity -> quantity.startsWith("tool_calls"));
  }

  @Test
  void servedTraffic_tellsTheTier() {
    assertThat(traffic("ON_DEMAND_FLEX").attributes()).containsEntry("service_tier", "flex");
    assertThat(traffic("ON_DEMAND_PRIORITY").attributes())
        .containsEntry("service_tier", "priority");
    assertThat(traffic("ON_DEMAND").attributes()).isEmpty();
  }

  @Test
  @DisplayName("trap 21: provisioned throughput costs nothing by the token")
  void provisionedThroughput_isNotBilledByTheToken() {
    assertThat(traffic("PROVISIONED_THROUGHPUT").billing())
        .isEqualTo(Billing.free(Reasons.PROVISIONED));
  }

  private UsageRecord traffic(String type) {
    return generate("gemini-2.5-pro")
        .json("{'usageMetadata':{'promptTokenCount':9,'trafficType':'" + type + "'}}");
  }

  @Test
  void blockedPrompt_isBilledAsReported() {
    UsageRecord record =
        generate("gemini-2.5-flash")
            .json(
                "{'promptFeedback':{'blockReason':'SAFETY'},'usageMetadata':{'promptTokenCount':9}}");

    assertThat(record).counts("input_tokens 9");
  }

  @Test
  @DisplayName("trap 15: counting tokens is free")
  void countTokens_isFree() {
    UsageRecord record =
        traffic.post(API + "/models/gemini-2.5-flash:countTokens", "{}").json("{'totalTokens':9}");

    assertThat(record.billing()).isEqualTo(Billing.free(Reasons.NOT_BILLABLE));
  }

  @Test
  @DisplayName("trap 12: embeddings without usage are estimated from the request")
  void embeddings_withoutUsage_areEstimatedFromTheRequest() {
    String reply = "{'embeddings':[{'values':[0.1]},{'values':[0.2]}]}";
    String text = "{'content':{'parts':[{'text':'The sea is wide'}]}}";
    UsageRecord record =
        traffic.post(EMBED, "{'requests':[" + text + "," + text + "]}").json(reply);

    assertThat(record).counts("input_tokens 8");
    assertThat(record.estimated()).isTrue();
    assertThat(
            traffic
                .post(
                    EMBED,
                    "{'requests':["
                        + text
                        + ",{'content':{'parts':[{'inlineData':{'data':'x'}}]}}]}")
                .json(reply)
                .billing())
        .as("an image can be anything")
        .isEqualTo(Billing.unknown(Reasons.NO_USAGE));
  }

  @Test
  void embeddings_mayTellNothing() {
    assertThat(traffic.post(EMBED, "{}").json("{'embeddings':[{'values':[0.1]}]}").billing())
        .isEqualTo(Billing.unknown(Reasons.NO_USAGE));
    assertThat(
            traffic
                .post(EMBED, "{}")
                .json(
                    "{'usageMetadata':{'promptTokenCount':8,'promptTokenDetails':[{'modality':'IMAGE','tokenCount':6}]}}"))
        .counts("input_tokens 2", "input_tokens 6 {modality=image}");
  }

  @Test
  void imagen_filteredImages_areFree() {
    UsageRecord record =
        traffic
            .post(
                API + "/models/imagen-4.0-generate-001:predict",
                "{'instances':[{'prompt':'p'}],'parameters':{'sampleCount':4,'sampleImageSize':'2K'}}")
            .json(
                "{'predictions':[{'bytesBase64Encoded':'aaaa'},{'raiFilteredReason':'no'},{'bytesBase64Encoded':'bb'}]}");

    assertThat(record).counts("images 2");
    assertThat(record.attributes()).containsEntry("size", "2K");
  }

  @Test
  void interaction_isReadFromItsLastEvent() {
    UsageRecord record =
        traffic
            .post(API + "/interactions", "{'model':'gemini-2.5-flash','stream':true}")
            .events(
                "{'event_type':'interaction.created','interaction':{'id':'i1','status':'in_progress'}}",
                """
                {"event_type":"interaction.completed","interaction":{"id":"i1","status":"completed","model":"gemini-2.5-flash",\
                "service_tier":"standard","usage":{"total_input_tokens":267,"total_cached_tokens":7,"total_output_tokens":26,\
                "total_tool_use_tokens":4,"total_thought_tokens":115,\
                "input_tokens_by_modality":[{"modality":"text","tokens":9},{"modality":"image","tokens":258}]}}}""");

    assertThat(record)
        .counts(
            "input_tokens 6",
            "input_tokens 258 {modality=image}",
            "cached_input_tokens 7",
            "output_tokens 26",
            "output_tokens 115 {kind=reasoning}");
  }

  @Test
  void backgroundInteraction_isBilledOnce() {
    String done =
        "{'id':'i2','status':'completed','usage':{'total_input_tokens':5,'total_output_tokens':6}}";

    assertThat(
            traffic
                .post(API + "/interactions", "{'background':true}")
                .json("{'id':'i2','status':'in_progress'}")
                .billing())
        .isEqualTo(Billing.free(Reasons.NOT_BILLABLE));
    assertThat(traffic.get(API + "/interactions/i2").json(done).billing())
        .isEqualTo(Billing.BILLED);
    assertThat(traffic.get(API + "/interactions/i2").json(done).billing())
        .isEqualTo(Billing.free(Reasons.ALREADY_RATED));
  }

  @Test
  void storedInteraction_ofACallThatWasBilled_isNotBilledAgain() {
    String reply =
        "{'id':'int_sync','status':'completed','usage':{'total_input_tokens':3,'total_output_tokens':4}}";

    assertThat(traffic.post(API + "/interactions", "{}").json(reply).billing())
        .isEqualTo(Billing.BILLED);
    assertThat(traffic.get(API + "/interactions/int_sync").json(reply).billing())
        .isEqualTo(Billing.free(Reasons.ALREADY_RATED));
  }
}
