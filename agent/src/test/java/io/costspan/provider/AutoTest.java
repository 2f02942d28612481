package io.costspan.provider;

import static io.costspan.provider.UsageAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.ratecard.PriceTables;
import io.costspan.rating.Rater;
import io.costspan.rating.Rating;
import io.costspan.usage.Billing;
import io.costspan.usage.Reasons;
import io.costspan.usage.UsageRecord;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hosts of which nobody said whose API they speak. */
class AutoTest {
  private static final Instant AT = Instant.parse("2026-08-21T12:00:00Z");
  private static final String OPENAI_USAGE =
      "{'usage':{'prompt_tokens':100,'completion_tokens':10}}";

  private final Traffic traffic =
      new Traffic(
          Catalog.load(
              List.of(), List.of(new EndpointOption(URI.create("https://ai.corp/llm"), "auto"))));
  private final Rater rater = new Rater(PriceTables.bundled());

  @ParameterizedTest
  @CsvSource({
    "/v1/chat/completions,                                        openai,          chat",
    "/chat/completions,                                           openai,          chat",
    "/team/a/v1/chat/completions,                                 openai,          chat",
    "/v1/responses,                                               openai,          chat",
    "/v1/embeddings,                                              openai,          embeddings",
    "/v1/images/generations,                                      openai,          image_generation",
    "/v1/messages,                                                anthropic,       chat",
    "/claude/messages,                                            anthropic,       chat",
    "/v1beta/models/gemini-2.5-flash:generateContent,             gcp.gemini,      generate_content",
    "/x/v1/models/gemini-2.5-flash:streamGenerateContent,         gcp.gemini,      generate_content",
    "/openai/deployments/d/chat/completions,                      azure.ai.openai, chat",
    "/v1/projects/p/locations/l/publishers/google/models/m:generateContent, gcp.vertex_ai, generate_content",
    "/v1/projects/p/locations/l/publishers/anthropic/models/m:rawPredict,   gcp.vertex_ai, chat",
    "/v1/projects/p/locations/l/endpoints/openapi/chat/completions,         gcp.vertex_ai, chat",
    "/model/m/converse,                                           aws.bedrock,     chat",
    "/aws/model/m/invoke-with-response-stream,                    aws.bedrock,     invoke_model",
    "/v2/chat,                                                    cohere,          chat",
    "/v2/rerank,                                                  cohere,          rerank",
    "/api/chat,                                                   ollama,          chat",
    "/api/generate,                                               ollama,          text_completion",
  })
  void post_path_tellsTheDialect(String path, String provider, String operation) {
    UsageRecord record = traffic.post("https://ai.corp/llm" + path, "{}").json("{}");
    assertThat(record.provider()).isEqualTo(provider);
    assertThat(record.operation()).isEqualTo(operation);
  }

  @Test
  void rate_modelOfTheDialectsOwner_costsWhatItCostsThere() {
    Rating rating = rated("/v1/chat/completions", "{'model':'gpt-4o'}", OPENAI_USAGE);
    // 100 x 2.50 + 10 x 10.00, per million.
    assertThat(rating.amount()).isEqualByComparingTo("0.00035");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/chat/completions", "/v1/completions", "/v1/embeddings"})
  void rate_ownModel_hasNoPriceOfTheDialectsOwner(String path) {
    Rating rating = rated(path, "{'model':'meta-llama/Llama-3.2-1B'}", OPENAI_USAGE);
    assertThat(rating.amount()).isNull();
    assertThat(rating.reason()).isEqualTo(Reasons.UNKNOWN_MODEL);
  }

  @Test
  void rate_ownModelInOtherDialects_hasNoPriceEither() {
    String usage = "{'usage':{'input_tokens':100,'output_tokens':10}}";
    assertThat(rated("/v1/messages", "{'model':'my-model'}", usage).reason())
        .isEqualTo(Reasons.UNKNOWN_MODEL);
    assertThat(
            rated(
                    "/v1beta/models/my-model:generateContent",
                    "{}",
                    "{'usageMetadata':{'promptTokenCount':100,'candidatesTokenCount':10}}")
                .reason())
        .isEqualTo(Reasons.UNKNOWN_MODEL);
    assertThat(
            rated(
                    "/v2/rerank",
                    "{'model':'bge-reranker'}",
                    "{'meta':{'billed_units':{'search_units':1}}}")
                .reason())
        .isEqualTo(Reasons.UNKNOWN_MODEL);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'object':'chat.completion','usage':{'prompt_tokens':100,'completion_tokens':10,'prompt_tokens_details':{'cached_tokens':40}}}",
        "{'object':'response','usage':{'input_tokens':100,'output_tokens':10,'input_tokens_details':{'cached_tokens':40}}}",
        "{'type':'message','usage':{'input_tokens':60,'output_tokens':10,'cache_read_input_tokens':40}}",
        "{'usageMetadata':{'promptTokenCount':100,'cachedContentTokenCount':40,'candidatesTokenCount':7,'thoughtsTokenCount':3}}",
        "{'output':{},'usage':{'inputTokens':60,'outputTokens':10,'cacheReadInputTokens':40}}",
      })
  void post_unknownPath_replyTellsTheDialect(String reply) {
    UsageRecord record = traffic.post("https://ai.corp/llm/ask", "{'model':'m'}").json(reply);
    assertThat(record).counts("input_tokens 60", "cached_input_tokens 40", "output_tokens 10");
    assertThat(record.provider()).isEqualTo("auto");
    assertThat(record.requestModel()).isEqualTo("m");
    assertThat(rater.rate(record, AT).reason()).isEqualTo(Reasons.UNKNOWN_MODEL);
  }

  @Test
  void post_unknownPath_streamsTellTooAndOllamaDoes() {
    assertThat(
            traffic
                .post("https://ai.corp/llm/ask", "{}")
                .events(
                    "{'type':'message_start','message':{'usage':{'input_tokens':60,'output_tokens':1}}}",
                    "{'type':'message_delta','usage':{'output_tokens':10}}"))
        .counts("input_tokens 60", "output_tokens 10");
    assertThat(
            traffic
                .post("https://ai.corp/llm/ask", "{}")
                .json("{'done':true,'prompt_eval_count':26,'eval_count':8}"))
        .counts("input_tokens 26", "output_tokens 8");
  }

  @Test
  void post_unknownPath_laterCountsOfAStreamDecide() {
    UsageRecord record =
        traffic
            .post("https://ai.corp/llm/ask", "{'model':'m'}")
            .events(
                "{'type':'message_start','message':{'model':'m','usage':{'input_tokens':30000,'output_tokens':0}}}",
                "{'type':'message_delta','usage':{'input_tokens':2000,'cache_read_input_tokens':28000,'output_tokens':200}}");

    assertThat(record)
        .counts("input_tokens 2000", "cached_input_tokens 28000", "output_tokens 200");
  }

  @Test
  void post_replyWithoutUsage_isUnknownNotFree() {
    UsageRecord record = traffic.post("https://ai.corp/llm/orders", "{}").json("{'id':1}");
    assertThat(record.billing()).isEqualTo(Billing.unknown(Reasons.NO_USAGE));
  }

  @Test
  void freePaths_areFreeInTheirDialect() {
    assertThat(traffic.post("https://ai.corp/llm/v1/messages/count_tokens", "{}").json("{}"))
        .extracting(UsageRecord::provider, UsageRecord::billing)
        .containsExactly("anthropic", Billing.free(Reasons.NOT_BILLABLE));
    assertThat(traffic.get("https://ai.corp/llm/health").json("{}").billing())
        .isEqualTo(Billing.free(Reasons.NOT_BILLABLE));
  }

  @Test
  void gateway_statedCostAndCacheHits_count() {
    UsageRecord stated =
        traffic
            .post("https://ai.corp/llm/v1/chat/completions", "{'model':'mine'}")
            .header("x-litellm-response-cost", "0.0123")
            .json(OPENAI_USAGE);
    UsageRecord cached =
        traffic
            .post("https://ai.corp/llm/v1/messages", "{'model':'mine'}")
            .header("helicone-cache", "HIT")
            .json("{'usage':{'input_tokens':100,'output_tokens':10}}");
    assertThat(rater.rate(stated, AT).amount()).isEqualByComparingTo("0.0123");
    assertThat(cached.billing()).isEqualTo(Billing.free(Reasons.CACHE_HIT));
  }

  private Rating rated(String path, String request, String reply) {
    return rater.rate(traffic.post("https://ai.corp/llm" + path, request).json(reply), AT);
  }
}
