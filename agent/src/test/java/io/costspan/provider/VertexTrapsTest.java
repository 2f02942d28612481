package io.costspan.provider;

import static io.costspan.provider.UsageAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.ratecard.PriceTables;
import io.costspan.rating.Rater;
import io.costspan.rating.Rating;
import io.costspan.usage.Billing;
import io.costspan.usage.Reasons;
import io.costspan.usage.UsageRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Billing traps of Google Vertex AI. Bodies have the shapes of recorded traffic. */
class VertexTrapsTest {
  private static final String GLOBAL =
      "https://aiplatform.googleapis.com/v1/projects/p/locations/global";
  private static final String REGIONAL =
      "https://europe-west4-aiplatform.googleapis.com/v1/projects/p/locations/europe-west4";
  private static final String MULTI =
      "https://aiplatform.eu.rep.googleapis.com/v1beta1/projects/p/locations/eu";
  private static final String EXPRESS = "https://aiplatform.googleapis.com/v1beta1";
  private static final String GEMINI_REPLY =
      """
      {"modelVersion":"gemini-3-flash-preview","usageMetadata":{"promptTokenCount":1000000,"candidatesTokenCount":100000,
       "trafficType":"%s"}}
      """;
  private static final String CLAUDE_REPLY =
      """
      {"id":"msg_vrtx_1","type":"message","model":"claude-sonnet-4-5-20250929","usage":{"input_tokens":100000,"output_tokens":10000}}
      """;

  private final Traffic traffic = new Traffic();
  private final Rater rater = new Rater(PriceTables.bundled());

  private Rating rate(UsageRecord record) {
    return rater.rate(record, Instant.parse("2026-08-21T12:00:00Z"));
  }

  private UsageRecord gemini(String base, String trafficType) {
    return traffic
        .post(base + "/publishers/google/models/gemini-3-flash-preview:generateContent", "{}")
        .json(GEMINI_REPLY.formatted(trafficType));
  }

  private UsageRecord claude(String base, String model) {
    return traffic
        .post(base + "/publishers/anthropic/models/" + model + ":rawPredict", "{}")
        .json(CLAUDE_REPLY.replace("claude-sonnet-4-5-20250929", model));
  }

  @Test
  void gemini_globalAndExpress_costWhatTheGeminiApiCosts() {
    BigDecimal listed = new BigDecimal("0.8"); // 1 M x 0.5 + 0.1 M x 3

    assertThat(rate(gemini(GLOBAL, "ON_DEMAND")).amount()).isEqualByComparingTo(listed);
    assertThat(rate(gemini(EXPRESS, "ON_DEMAND")).amount()).isEqualByComparingTo(listed);
  }

  @Test
  void gemini3_outsideGlobal_costsATenthMore() {
    BigDecimal more = new BigDecimal("0.88");

    assertThat(rate(gemini(REGIONAL, "ON_DEMAND")).amount()).isEqualByComparingTo(more);
    assertThat(rate(gemini(MULTI, "ON_DEMAND")).amount()).isEqualByComparingTo(more);
    assertThat(gemini(REGIONAL, "ON_DEMAND").attributes())
        .containsEntry("region", "europe-west4")
        .containsEntry("geo", "regional");
  }

  @ParameterizedTest
  @CsvSource({
    "claude-sonnet-4-5@20250929, 0.45, 0.495", // 0.1 M x 3 + 0.01 M x 15
    "claude-sonnet-4@20250514,   0.45, 0.45",
  })
  void claude_fromSonnet45On_costsATenthMoreOutsideGlobal(
      String model, String global, String regional) {
    assertThat(rate(claude(GLOBAL, model)).amount()).isEqualByComparingTo(global);
    assertThat(rate(claude(REGIONAL, model)).amount()).isEqualByComparingTo(regional);
    assertThat(rate(claude(MULTI, model)).amount()).isEqualByComparingTo(regional);
  }

  @DisplayName("trap 17, trap 21: the traffic type tells the tier that served the call")
  @ParameterizedTest
  @CsvSource({"ON_DEMAND_FLEX, 0.4", "ON_DEMAND_PRIORITY, 1.44", "PROVISIONED_THROUGHPUT, 0"})
  void trafficType_tellsTheServedTier(String type, String amount) {
    assertThat(rate(gemini(GLOBAL, type)).amount()).isEqualByComparingTo(amount);
  }

  @Test
  void claude_pathNamesTheModel_replyIsAnthropics() {
    UsageRecord record =
        traffic
            .post(
                REGIONAL + "/publishers/anthropic/models/claude-opus-4-5@20251101:streamRawPredict",
                "{'anthropic_version':'vertex-2023-10-16','stream':true}")
            .events(
                "{'type':'message_start','message':{'id':'m1','usage':{'input_tokens':10,'cache_read_input_tokens':40,'output_tokens':1}}}",
                "{'type':'message_delta','usage':{'output_tokens':7}}",
                "{'type':'message_stop'}");

    assertThat(record.requestModel()).isEqualTo("claude-opus-4-5@20251101");
    assertThat(record).counts("input_tokens 10", "cached_input_tokens 40", "output_tokens 7");
  }

  @DisplayName("trap 15: counting tokens is free")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/publishers/anthropic/models/count-tokens:rawPredict",
        "/publishers/google/models/gemini-3-flash-preview:countTokens",
        "/publishers/google/models/gemini-3-flash-preview:computeTokens"
      })
  void countingTokens_isFree(String path) {
    assertThat(traffic.post(GLOBAL + path, "{}").json("{'input_tokens':9}").billing())
        .isEqualTo(Billing.free(Reasons.NOT_BILLABLE));
  }

  @Test
  void partnerModel_speaksOpenAi() {
    UsageRecord raw =
        traffic
            .post(REGIONAL + "/publishers/mistralai/models/mistral-medium-3:rawPredict", "{}")
            .json("{'model':'mistral-medium-3','usage':{'prompt_tokens':9,'completion_tokens':4}}");
    UsageRecord open =
        traffic
            .post(
                REGIONAL + "/endpoints/openapi/chat/completions",
                "{'model':'meta/llama-3.3-70b-instruct-maas'}")
            .json("{'usage':{'prompt_tokens':9,'completion_tokens':4}}");

    assertThat(raw).counts("input_tokens 9", "output_tokens 4");
    assertThat(raw.requestModel()).isEqualTo("mistral-medium-3");
    assertThat(open).counts("input_tokens 9", "output_tokens 4");
    assertThat(open.provider()).isEqualTo("gcp.vertex_ai");
  }

  @Test
  void openApiEndpoint_provisionedThroughput_isNotBilledByTheToken() {
    UsageRecord record =
        traffic
            .post(
                GLOBAL + "/endpoints/openapi/chat/completions", "{'model':'google/gemini-2.5-pro'}")
            .json(
                """
                {"usage":{"prompt_tokens":9,"completion_tokens":4,
                 "extra_properties":{"google":{"traffic_type":"PROVISIONED_THROUGHPUT"}}}}
                """);

    assertThat(record.billing()).isEqualTo(Billing.free(Reasons.PROVISIONED));
  }

  @Test
  @DisplayName("trap 21: a request may insist on its own throughput")
  void dedicatedRequest_isNotBilledByTheToken() {
    UsageRecord record =
        traffic
            .request(
                "POST",
                REGIONAL + "/publishers/anthropic/models/claude-opus-4-5@20251101:rawPredict",
                "{}",
                Map.of("x-vertex-ai-llm-request-type", "dedicated"))
            .json("{'usage':{'input_tokens':10,'output_tokens':7}}");

    assertThat(record.billing()).isEqualTo(Billing.free(Reasons.PROVISIONED));
  }

  @Test
  void textEmbeddings_sumTheTokensOfAllTexts() {
    UsageRecord record =
        traffic
            .post(GLOBAL + "/publishers/google/models/gemini-embedding-001:predict", "{}")
            .json(
                """
                {"predictions":[{"embeddings":{"values":[0.1],"statistics":{"token_count":4,"truncated":false}}},
                 {"embeddings":{"statistics":{"truncated":false,"token_count":7}}}],"metadata":{"billableCharacterCount":35}}
                """);

    assertThat(record).counts("input_tokens 11");
    assertThat(record.operation()).isEqualTo("embeddings");
  }

  @Test
  void imagen_isItsOwnOperationAndCountsDeliveredImages() {
    UsageRecord record =
        traffic
            .post(
                GLOBAL + "/publishers/google/models/imagen-4.0-generate-001:predict",
                "{'parameters':{'sampleCount':4}}")
            .json("{'predictions':[{'bytesBase64Encoded':'aa'},{'raiFilteredReason':'x'}]}");

    assertThat(record.operation()).isEqualTo("image_generation");
    assertThat(record.requestModel()).isEqualTo("imagen-4.0-generate-001");
    assertThat(record).counts("images 1");
  }

  @Test
  void tunedEndpoint_isReadAndItsModelIsTheReplys() {
    UsageRecord record =
        traffic
            .post(REGIONAL + "/endpoints/123:generateContent", "{}")
            .json("{'modelVersion':'gemini-2.5-flash','usageMetadata':{'promptTokenCount':9}}");

    assertThat(record.responseModel()).isEqualTo("gemini-2.5-flash");
    assertThat(record).counts("input_tokens 9");
  }

  @DisplayName("trap 60: work that HTTP does not show is unrated")
  @ParameterizedTest
  @ValueSource(strings = {"/batchPredictionJobs", "/endpoints/123:predict", "/cachedContents"})
  void workThatHttpDoesNotShow_isUnratedNotFree(String path) {
    assertThat(traffic.post(REGIONAL + path, "{}").json("{}").billing())
        .isEqualTo(Billing.unknown(Reasons.UNKNOWN_OPERATION));
  }
}
