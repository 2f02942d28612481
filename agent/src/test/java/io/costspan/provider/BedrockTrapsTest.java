package io.costspan.provider;

import static io.costspan.provider.UsageAssert.assertThat;
import static io.costspan.wire.EventFrames.chunk;
import static io.costspan.wire.EventFrames.event;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.ratecard.PriceTables;
import io.costspan.rating.Rater;
import io.costspan.usage.Billing;
import io.costspan.usage.Exactness;
import io.costspan.usage.Quantity;
import io.costspan.usage.Reasons;
import io.costspan.usage.UsageRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Bedrock's Converse and Invoke count, in one piece and in event streams. */
class BedrockTrapsTest {
  private static final String MODEL =
      "https://bedrock-runtime.eu-west-1.amazonaws.com/model/eu.amazon.nova-lite-v1%3A0/";

  private final Traffic traffic = new Traffic();
  private final Rater rater = new Rater(PriceTables.bundled());

  private Traffic.Request call(String action) {
    return traffic.post(MODEL + action, "{}");
  }

  @Test
  @DisplayName("trap 2, trap 11: cache counts stand outside the input, and twice in the reply")
  void converse_cacheCounts_standOutsideTheInput() {
    UsageRecord record =
        call("converse")
            .header("x-amzn-RequestId", "r-1")
            .json(
                """
                {"output":{"message":{"role":"assistant","content":[{"text":"Hi"}]}},"serviceTier":{"type":"flex"},
                 "usage":{"inputTokens":10,"outputTokens":30,"totalTokens":840,
                 "cacheReadInputTokens":100,"cacheReadInputTokenCount":100,
                 "cacheWriteInputTokens":700,"cacheWriteInputTokenCount":700,
                 "cacheDetails":[{"ttl":"5m","inputTokens":500},{"ttl":"1h","inputTokens":200}]}}
                """);

    assertThat(record)
        .counts(
            "input_tokens 10",
            "cached_input_tokens 100",
            "cache_write_tokens 500 {ttl=5m}",
            "cache_write_tokens 200 {ttl=1h}",
            "output_tokens 30");
    assertThat(record.requestModel()).isEqualTo("eu.amazon.nova-lite-v1:0");
    assertThat(record.responseId()).isEqualTo("r-1");
    assertThat(record.attributes())
        .containsOnlyKeys("region", "service_tier")
        .containsEntry("region", "eu-west-1")
        .containsEntry("service_tier", "flex");
  }

  @Test
  void converseStream_lastEvent_tellsUsage() {
    UsageRecord record =
        call("converse-stream")
            .frames(
                event("messageStart", "{'role':'assistant'}"),
                event("contentBlockDelta", "{'delta':{'text':'Hi'},'p':'abc'}"),
                event("metadata", "{'usage':{'inputTokens':7,'outputTokens':2}}"));

    assertThat(record).counts("input_tokens 7", "output_tokens 2");
    assertThat(record.quantities())
        .extracting(Quantity::exactness)
        .containsOnly(Exactness.REPORTED);
  }

  private Traffic.Request openAi(String action) {
    return traffic.post(
        "https://bedrock-runtime.us-east-1.amazonaws.com/model/us.openai.gpt-5.6-luna/" + action,
        "{'messages':[{'content':[{'text':'hello'}]}]}");
  }

  @ParameterizedTest
  @DisplayName("trap 65: streams of OpenAI's models count what was cached inside the input")
  @ValueSource(
      strings = {
        "'inputTokens':4995,'outputTokens':19,'totalTokens':10007,",
        "'inputTokens':4995,'totalTokens':10007,",
        "'outputTokens':19,'totalTokens':10007,",
        "'inputTokens':4995,'outputTokens':19,"
      })
  void converseStream_ofOpenAi_hasCachedTokensInsideItsInput(String usage) {
    UsageRecord record =
        openAi("converse-stream")
            .frames(
                event("contentBlockDelta", "{'delta':{'text':'hi'}}"),
                event(
                    "metadata",
                    "{'usage':{"
                        + usage
                        + "'cacheReadInputTokens':0,'cacheWriteInputTokens':4993}}"));

    assertThat(record)
        .counts("input_tokens 2", "cache_write_tokens 4993 {ttl=5m}", "output_tokens 19")
        .costs("0.001398595");
  }

  @Test
  void converse_ofOpenAi_hasCachedTokensBesideItsInput() {
    assertThat(
            openAi("converse")
                .json(
                    "{'usage':{'inputTokens':2,'outputTokens':19,'totalTokens':5014,'cacheWriteInputTokens':4993}}"))
        .counts("input_tokens 2", "cache_write_tokens 4993 {ttl=5m}", "output_tokens 19");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'inputTokens':2,'outputTokens':19,'totalTokens':5014,'cacheWriteInputTokens':4993",
        "'inputTokens':2,'outputTokens':19,'totalTokens':5014,'cacheReadInputTokens':0,'cacheWriteInputTokens':4993"
      })
  void converseStream_ofOpenAi_thatCountsLikeOthers_isReadLikeThem(String usage) {
    assertThat(
            openAi("converse-stream")
                .frames(
                    event("contentBlockDelta", "{'delta':{'text':'hi'}}"),
                    event("metadata", "{'usage':{" + usage + "}}")))
        .counts("input_tokens 2", "cache_write_tokens 4993 {ttl=5m}", "output_tokens 19")
        .costs("0.001398595");
  }

  @Test
  void converseStream_ofOpenAi_thatContradictsItself_isMalformed() {
    assertThat(
            openAi("converse-stream")
                .frames(
                    event(
                        "metadata",
                        "{'usage':{'inputTokens':2,'outputTokens':19,'cacheWriteInputTokens':4993}}"))
                .billing())
        .isEqualTo(Billing.unknown(Reasons.MALFORMED_USAGE));
  }

  @Test
  void converseStream_ofOpenAi_cutBeforeItsUsage_isEstimated() {
    UsageRecord record =
        openAi("converse-stream")
            .frames(
                event("messageStart", "{'role':'assistant'}"),
                event("contentBlockDelta", "{'delta':{'text':'Hello to you'}}"));

    assertThat(record.billing()).isEqualTo(Billing.BILLED);
    assertThat(record.quantities())
        .hasSize(2)
        .allMatch(quantity -> quantity.exactness() == Exactness.ESTIMATED);
  }

  @Test
  void converseStream_exception_isFree() {
    UsageRecord record =
        call("converse-stream")
            .frames(
                event("messageStart", "{'role':'assistant'}"),
                event("modelStreamErrorException", "{'message':'broken'}"));

    assertThat(record.billing()).isEqualTo(Billing.free(Reasons.FAILED));
  }

  @Test
  void invoke_modelWithoutUsageInItsBody_isReadFromHeaders() {
    UsageRecord record =
        call("invoke")
            .header("X-Amzn-Bedrock-Input-Token-Count", "6")
            .header("X-Amzn-Bedrock-Output-Token-Count", "10")
            .json("{'outputs':[{'text':'Hi'}]}");

    assertThat(record).counts("input_tokens 6", "output_tokens 10");
  }

  @Test
  void invoke_modelInTheReply_isNotTheOneWithThePrice() {
    UsageRecord record =
        call("invoke").json("{'model':'claude','usage':{'input_tokens':1,'output_tokens':2}}");

    assertThat(record.requestModel()).isEqualTo("eu.amazon.nova-lite-v1:0");
    assertThat(record.responseModel()).isNull();
  }

  @Test
  void invokeStream_metricsWithLessThanUsage_countForLess() {
    UsageRecord record =
        call("invoke-with-response-stream")
            .frames(
                chunk(
                    "{'type':'message_start','message':{'usage':{'input_tokens':392,'output_tokens':4}}}"),
                chunk("{'type':'message_delta','usage':{'output_tokens':134}}"),
                chunk(
                    "{'type':'message_stop','amazon-bedrock-invocationMetrics':{'inputTokenCount':392,'outputTokenCount':90}}"));

    assertThat(record).counts("input_tokens 392", "output_tokens 134");
    assertThat(record.quantities())
        .extracting(Quantity::exactness)
        .containsOnly(Exactness.REPORTED);
  }

  @Test
  @DisplayName("trap 10, trap 66: later counts correct the start's here too")
  void invokeStream_laterCounts_correctThoseOfTheStart() {
    UsageRecord record =
        call("invoke-with-response-stream")
            .frames(
                chunk(
                    "{'type':'message_start','message':{'usage':{'input_tokens':100,'cache_read_input_tokens':55096,'output_tokens':7}}}"),
                chunk(
                    """
                    {'type':'message_delta','usage':{'input_tokens':181,'cache_creation_input_tokens':0,'cache_read_input_tokens':0,\
                    'output_tokens':8,'iterations':[\
                    {'input_tokens':100,'output_tokens':83,'cache_read_input_tokens':55096,'type':'compaction'},\
                    {'input_tokens':181,'output_tokens':8,'cache_read_input_tokens':0,'type':'message'}]}}"""),
                chunk("{'type':'message_stop'}"));

    assertThat(record).counts("input_tokens 281", "cached_input_tokens 55096", "output_tokens 91");
  }

  @Test
  void converse_outputAlone_isAPart() {
    assertThat(call("converse").json("{'usage':{'outputTokens':1000}}"))
        .counts("output_tokens 1000")
        .costs("0.000312 without no_usage.input_tokens");
  }

  @Test
  void invokeStream_metricsAlone_areEnough() {
    UsageRecord record =
        call("invoke-with-response-stream")
            .frames(
                chunk("{'outputText':'Hi','inputTextTokenCount':5}"),
                chunk(
                    "{'amazon-bedrock-invocationMetrics':{'inputTokenCount':5,'outputTokenCount':10,"
                        + "'cacheReadInputTokenCount':3}}"));

    assertThat(record).counts("input_tokens 5", "cached_input_tokens 3", "output_tokens 10");
  }

  @Test
  void invokeStream_exception_isFree() {
    UsageRecord record =
        call("invoke-with-response-stream")
            .frames(
                chunk("{'outputText':'Hi'}"),
                event("throttlingException", "{'message':'slow down'}"));

    assertThat(record.billing()).isEqualTo(Billing.free(Reasons.FAILED));
  }

  private Traffic.Request invoke(String model, String body) {
    return traffic.post(
        "https://bedrock-runtime.us-west-2.amazonaws.com/model/" + model + "/invoke", body);
  }

  private BigDecimal amount(UsageRecord record) {
    return rater.rate(record, Instant.parse("2026-08-21T12:00:00Z")).amount();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'inputTextTokenCount':6,'results':[{'tokenCount':4},{'tokenCount':6}]}",
        "{'prompt_token_count':6,'generation_token_count':10}",
        "{'usage':{'prompt_tokens':6,'completion_tokens':10}}",
        "{'usage':{'inputTokens':6,'outputTokens':10}}"
      })
  void invoke_eachMakersBody_tellsTheSame(String body) {
    assertThat(call("invoke").json(body)).counts("input_tokens 6", "output_tokens 10");
  }

  @Test
  @DisplayName("trap 1: in OpenAI's format what was cached is part of the prompt")
  void invoke_openAisBody_hasCachedTokensInsideItsPrompt() {
    assertThat(
            call("invoke")
                .json(
                    "{'usage':{'prompt_tokens':1000,'completion_tokens':10,'prompt_tokens_details':{'cached_tokens':600}}}"))
        .counts("input_tokens 400", "cached_input_tokens 600", "output_tokens 10");
  }

  @Test
  void invoke_images_areCountedAsDelivered() {
    UsageRecord record =
        invoke(
                "amazon.nova-canvas-v1%3A0",
                "{'taskType':'TEXT_IMAGE','imageGenerationConfig':{'numberOfImages':3,'width':1024,'height':512}}")
            .json("{'images':['aa','bb']}");

    assertThat(record.operation()).isEqualTo("image_generation");
    assertThat(record.attributes()).containsEntry("size", "1024x512");
    assertThat(record).counts("images 2");
    assertThat(amount(record)).isEqualByComparingTo("0.12"); // 2 x 0.06
  }

  @Test
  void invoke_filteredImage_isFree() {
    UsageRecord record =
        invoke("stability.sd3-5-large-v1:0", "{}")
            .json("{'seeds':[],'finish_reasons':['Filter reason: prompt'],'images':[]}");

    assertThat(record.billing()).isEqualTo(Billing.free(Reasons.FAILED));
    assertThat(
            amount(
                invoke("stability.sd3-5-large-v1:0", "{}")
                    .json("{'finish_reasons':[null],'images':['aa']}")))
        .isEqualByComparingTo("0.08");
  }

  @ParameterizedTest
  @CsvSource({"1, 0.002", "100, 0.002", "101, 0.004"})
  void rerank_aUnitIsAHundredDocuments(int documents, String amount) {
    String list = IntStream.range(0, documents).mapToObj(i -> "'d'").collect(joining(","));
    String sources =
        IntStream.range(0, documents).mapToObj(i -> "{'type':'INLINE'}").collect(joining(","));
    UsageRecord invoked =
        invoke("cohere.rerank-v3-5:0", "{'query':'q','documents':[" + list + "]}")
            .json("{'results':[{'index':0,'relevance_score':0.9}]}");
    UsageRecord agent =
        traffic
            .post(
                "https://bedrock-agent-runtime.us-west-2.amazonaws.com/rerank",
                """
                {"queries":[{}],"sources":[%s],"rerankingConfiguration":{"bedrockRerankingConfiguration":{"modelConfiguration":
                 {"modelArn":"arn:aws:bedrock:us-west-2::foundation-model/cohere.rerank-v3-5:0"}}}}
                """
                    .formatted(sources))
            .json("{'results':[{'index':0,'relevanceScore':0.9}]}");

    assertThat(amount(invoked)).isEqualByComparingTo(amount);
    assertThat(amount(agent)).isEqualByComparingTo(amount);
    assertThat(agent.operation()).isEqualTo("rerank");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/retrieveAndGenerate",
        "/knowledgebases/k/retrieve",
        "/agents/a/agentAliases/b/sessions/c/text"
      })
  void agents_doNotShowWhatTheirModelsUse(String path) {
    assertThat(
            traffic
                .post("https://bedrock-agent-runtime.us-west-2.amazonaws.com" + path, "{}")
                .json("{}")
                .billing())
        .isEqualTo(Billing.unknown(Reasons.UNKNOWN_OPERATION));
  }

  @ParameterizedTest
  @DisplayName("trap 17: the tier that served the call sets its price")
  @CsvSource({"default, 0.001", "flex, 0.0005", "priority, 0.00175", "reserved, 0.001"})
  void converse_servedTier_setsThePrice(String tier, String amount) {
    UsageRecord record =
        traffic
            .post(
                "https://bedrock-runtime.us-east-1.amazonaws.com/model/us.anthropic.claude-haiku-4-5-20251001-v1:0/converse",
                "{'serviceTier':{'type':'priority'}}")
            .json(
                "{'usage':{'inputTokens':1000,'outputTokens':0},'serviceTier':{'type':'"
                    + tier
                    + "'}}");

    // 1.1 for a thousand tokens of a geographic profile
    assertThat(amount(record))
        .isEqualByComparingTo(new BigDecimal(amount).multiply(new BigDecimal("1.1")));
  }

  @Test
  @DisplayName("trap 21: provisioned throughput costs nothing by the token")
  void provisionedModel_isNotBilledByTheToken() {
    UsageRecord record =
        traffic
            .post(
                "https://bedrock-runtime.us-east-1.amazonaws.com/model/"
                    + "arn%3Aaws%3Abedrock%3Aus-east-1%3A1%3Aprovisioned-model%2Fx/converse",
                "{}")
            .json("{'usage':{'inputTokens':1000,'outputTokens':9}}");

    assertThat(record.billing()).isEqualTo(Billing.free(Reasons.PROVISIONED));
    assertThat(record).counts("input_tokens 1000", "output_tokens 9").costs("free provisioned");
  }

  @Test
  @DisplayName("trap 18: an application inference profile hides the model")
  void applicationInferenceProfile_isUnknownNotGuessed() {
    UsageRecord record =
        traffic
            .post(
                "https://bedrock-runtime.us-east-1.amazonaws.com/model/"
                    + "arn%3Aaws%3Abedrock%3Aus-east-1%3A1%3Aapplication-inference-profile%2Fx/converse",
                "{}")
            .json("{'usage':{'inputTokens':1000,'outputTokens':9}}");

    assertThat(rater.rate(record, Instant.EPOCH).reason()).isEqualTo(Reasons.UNKNOWN_MODEL);
    assertThat(record).counts("input_tokens 1000", "output_tokens 9");
  }

  @Test
  @DisplayName("trap 15: counting tokens is free")
  void countTokens_isFree() {
    UsageRecord record = call("count-tokens").json("{'inputTokens':18}");

    assertThat(record.billing()).isEqualTo(Billing.free(Reasons.NOT_BILLABLE));
  }

  @Test
  void mantle_speaksBothDialects() {
    String mantle = "https://bedrock-mantle.us-east-1.api.aws";
    UsageRecord openai =
        traffic
            .post(mantle + "/openai/v1/responses", "{'model':'openai.gpt-5.5'}")
            .json("{'usage':{'input_tokens':5,'output_tokens':6}}");
    UsageRecord anthropic =
        traffic
            .post(mantle + "/anthropic/v1/messages", "{'model':'anthropic.claude-opus-5'}")
            .json("{'usage':{'input_tokens':7,'output_tokens':8}}");

    assertThat(openai).counts("input_tokens 5", "output_tokens 6");
    assertThat(anthropic).counts("input_tokens 7", "output_tokens 8");
    assertThat(openai.provider()).isEqualTo("aws.bedrock");
    assertThat(anthropic.provider()).isEqualTo("aws.bedrock");
  }
}
