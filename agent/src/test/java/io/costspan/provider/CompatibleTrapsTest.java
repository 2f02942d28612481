package io.costspan.provider;

import static io.costspan.provider.Traffic.quantities;
import static io.costspan.provider.UsageAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.usage.Billing;
import io.costspan.usage.Reasons;
import io.costspan.usage.StatedAmount;
import io.costspan.usage.UsageRecord;
import java.math.BigDecimal;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where providers that speak OpenAI's formats, or nearly, count in their own way. */
class CompatibleTrapsTest {
  private final Traffic traffic = new Traffic();

  private UsageRecord chat(String url, String usage) {
    return traffic.post(url, "{'model':'m'}").json("{'model':'m','usage':{" + usage + "}}");
  }

  private static StatedAmount dollars(String amount) {
    return new StatedAmount(new BigDecimal(amount), "USD");
  }

  private static final String XAI = "https://api.x.ai/v1/chat/";

  @Test
  void xai_deferredCompletion_isBilledOnceWhenItIsThere() {
    String reply =
        "{'id':'c-1','model':'grok-4.3','choices':[{'finish_reason':'stop'}],'usage':{'prompt_tokens':100,'completion_tokens':10,'cost_in_usd_ticks':1500000}}";
    String url = XAI + "deferred-completion/r-1";

    assertThat(
            traffic
                .post(XAI + "completions", "{'model':'grok-4.3','deferred':true}")
                .json("{'request_id':'r-1'}"))
        .costs("free not_billable");
    assertThat(traffic.get(url).json(202, "")).costs("free not_billable");
    assertThat(traffic.get(url).json(500, "{'error':'e'}")).costs("free failed");
    assertThat(traffic.get(url).json(reply))
        .counts("input_tokens 100", "output_tokens 10")
        .costs("0.00015");
    assertThat(traffic.get(url).json(reply)).costs("free already_rated");
    assertThat(traffic.get(url.replace("r-1", "r-2")).json(reply)).costs("0.00015");
  }

  @Test
  void xai_liveSearch_costsByTheSourceWhereNoCostIsStated() {
    String usage =
        "{'model':'grok-4.3','usage':{'prompt_tokens':1000,'completion_tokens':100,'num_sources_used':2%s}}";

    assertThat(traffic.post(XAI + "completions", "{}").json(usage.formatted("")))
        .costs("0.0515"); // 0.00125 + 0.00025 + 2 x 0.025
    assertThat(
            traffic
                .post(XAI + "completions", "{}")
                .json(usage.formatted(",'cost_in_usd_ticks':30000000")))
        .costs("0.003");
  }

  @Test
  @DisplayName(
      "trap 5, trap 31: reasoning stands beside xAI's completion; 10,000,000,000 ticks are a dollar")
  void xaiChat_reasoningBesideTheCompletion_isAddedAndTicksAreStated() {
    UsageRecord record =
        chat(
            "https://api.x.ai/v1/chat/completions",
            """
            "prompt_tokens":300,"completion_tokens":20,"total_tokens":420,"prompt_tokens_details":{"cached_tokens":200},
            "completion_tokens_details":{"reasoning_tokens":100},"cost_in_usd_ticks":1500000
            """);

    assertThat(record)
        .counts(
            "input_tokens 100",
            "cached_input_tokens 200",
            "output_tokens 20",
            "output_tokens 100 {kind=reasoning}");
    assertThat(record.stated().amount()).isEqualByComparingTo("0.00015");
  }

  @Test
  void xaiChat_totalWithoutReasoning_keepsItInside() {
    assertThat(
            chat(
                "https://api.x.ai/v1/chat/completions",
                """
                    "prompt_tokens":3,"completion_tokens":20,"total_tokens":23,
                    "completion_tokens_details":{"reasoning_tokens":15}
                    """))
        .counts("input_tokens 3", "output_tokens 5", "output_tokens 15 {kind=reasoning}");
  }

  @Test
  @DisplayName("trap 5: in xAI's Responses reasoning is inside")
  void xaiResponses_reasoningIsInside() {
    assertThat(
            chat(
                "https://api.x.ai/v1/responses",
                """
                    "input_tokens":3,"output_tokens":20,"total_tokens":23,
                    "output_tokens_details":{"reasoning_tokens":15},
                    "server_side_tool_usage_details":{"web_search_calls":2}
                    """))
        .counts(
            "input_tokens 3",
            "output_tokens 5",
            "output_tokens 15 {kind=reasoning}",
            "tool_calls 2 {tool=web_search}");
  }

  @Test
  void xaiResponses_searchesWithoutTicks_costTheirFee() {
    // 1,000,000 x 0.3 / 1,000,000 and two searches at 0.005
    assertThat(
            Traffic.cost(
                traffic
                    .post("https://api.x.ai/v1/responses", "{'model':'grok-3-mini'}")
                    .json(
                        """
                        {"model":"grok-3-mini","usage":{"input_tokens":1000000,"output_tokens":0,
                         "server_side_tool_usage_details":{"web_search_calls":2}}}""")))
        .isEqualTo("0.31");
  }

  @Test
  void xaiResponses_toolsWithoutTicks_costTheirFees() {
    String tools =
        "'server_side_tool_usage_details':{'web_search_calls':0,'x_search_calls':10,'code_interpreter_calls':3,"
            + "'file_search_calls':4,'document_search_calls':2,'mcp_calls':7}";

    // 10 x 0.005 + 3 x 0.005 + 4 x 0.0025 + 2 x 0.01
    assertThat(
            traffic
                .post("https://api.x.ai/v1/responses", "{'model':'grok-4.3'}")
                .json(
                    "{'model':'grok-4.3','usage':{'input_tokens':0,'output_tokens':0,"
                        + tools
                        + "}}"))
        .counts(
            "tool_calls 10 {tool=x_search}",
            "tool_calls 3 {tool=code_execution}",
            "tool_calls 4 {tool=collections_search}",
            "tool_calls 2 {tool=attachment_search}")
        .costs("0.095");
  }

  @Test
  void xaiResponses_withoutDetails_countToolsThatWereCalled() {
    assertThat(
            traffic
                .post("https://api.x.ai/v1/responses", "{'model':'grok-4.3'}")
                .json(
                    """
                    {"model":"grok-4.3","usage":{"input_tokens":0,"output_tokens":0},"output":[
                     {"type":"custom_tool_call","name":"x_keyword_search"},{"type":"custom_tool_call","name":"mine"},
                     {"type":"code_interpreter_call","container_id":"c"},{"type":"file_search_call"}]}"""))
        .counts(
            "tool_calls 1 {tool=x_search}",
            "tool_calls 1 {tool=code_execution}",
            "tool_calls 1 {tool=collections_search}");
  }

  @Test
  void xaiResponses_imageTool_hasXaisModel() {
    assertThat(
            traffic
                .post(
                    "https://api.x.ai/v1/responses",
                    "{'model':'grok-4.5','tools':[{'type':'image_generation'}]}")
                .json(
                    """
                    {"model":"grok-4.5","usage":{"input_tokens":1,"output_tokens":1,"total_tokens":2},
                     "tools":[{"type":"image_generation"}],
                     "output":[{"type":"image_generation_call","status":"completed","result":"QUJD"}]}"""))
        .counts("input_tokens 1", "output_tokens 1", "images 1 {model=grok-imagine-image}");
    UsageRecord images =
        traffic
            .post("https://api.x.ai/v1/images/generations", "{'prompt':'p'}")
            .json(
                "{'model':'grok-imagine-image','data':[{'url':'u'}],'usage':{'cost_in_usd_ticks':200000000}}");

    assertThat(images.responseModel()).isEqualTo("grok-imagine-image");
    assertThat(images).costs("0.02");
  }

  @Test
  void xaiVideo_isBilledOnceWhenDone() {
    String job = "https://api.x.ai/v1/videos/xai-job-1";
    String done =
        "{'status':'done','model':'grok-imagine-video','video':{'duration':6},'usage':{'cost_in_usd_ticks':3000000000}}";

    assertThat(
            traffic
                .post("https://api.x.ai/v1/videos/generations", "{'model':'grok-imagine-video'}")
                .json("{'request_id':'xai-job-1'}")
                .billing())
        .isEqualTo(Billing.free(Reasons.NOT_BILLABLE));
    assertThat(traffic.get(job).json(202, "{'status':'pending'}").billing())
        .isEqualTo(Billing.free(Reasons.NOT_BILLABLE));
    assertThat(traffic.get(job).json(done).stated().amount()).isEqualByComparingTo("0.3");
    assertThat(traffic.get(job).json(done).billing())
        .isEqualTo(Billing.free(Reasons.ALREADY_RATED));
  }

  @Test
  void xaiBatch_isFreeWhileRequestsWait() {
    String batch = "https://api.x.ai/v1/batches/batch_1";

    assertThat(
            traffic
                .post("https://api.x.ai/v1/batches", "{}")
                .json("{'batch_id':'batch_1','state':{'num_requests':0,'num_pending':0}}")
                .billing())
        .isEqualTo(Billing.free(Reasons.NOT_BILLABLE));
    assertThat(traffic.get(batch).json("{'state':{'num_requests':2,'num_pending':2}}").billing())
        .isEqualTo(Billing.free(Reasons.NOT_BILLABLE));
    assertThat(traffic.get(batch).json("{'state':{'num_requests':2,'num_pending':0}}").billing())
        .isEqualTo(Billing.unknown(Reasons.NO_USAGE));
  }

  @Test
  @DisplayName("trap 30: OpenRouter's cost holds the upstream's already")
  void openrouter_ownCost_isNotAddedToTheUpstreams() {
    String url = "https://openrouter.ai/api/v1/chat/completions";
    String tokens = "'prompt_tokens':9,'completion_tokens':1,'cost':0.01,";
    String upstream = ",'cost_details':{'upstream_inference_cost':0.2}";

    assertThat(chat(url, tokens + "'is_byok':false" + upstream).stated())
        .isEqualTo(dollars("0.01"));
    assertThat(chat(url, tokens + "'is_byok':true" + upstream).stated())
        .as("a fee beside the maker's own bill")
        .isEqualTo(dollars("0.21"));
  }

  @Test
  void openrouter_rerank_costsWhatTheReplyStates() {
    UsageRecord record =
        traffic
            .post(
                "https://openrouter.ai/api/v1/rerank",
                "{'model':'cohere/rerank-v3.5','query':'q','documents':['a','b']}")
            .json(
                "{'id':'gen-rerank-1','model':'cohere/rerank-v3.5','results':[{'index':0,'relevance_score':0.98}],'usage':{'cost':0.001,'search_units':1,'total_tokens':150}}");

    assertThat(record.operation()).isEqualTo("rerank");
    assertThat(record).counts("search_units 1", "input_tokens 150").costs("0.001");
  }

  @Test
  void openrouter_images_costWhatTheReplyStates() {
    UsageRecord record =
        traffic
            .post(
                "https://openrouter.ai/api/v1/images",
                "{'model':'krea/krea-2-large','prompt':'a red panda'}")
            .json(
                "{'created':0,'data':[{'b64_json':'iVBO'}],'usage':{'prompt_tokens':5,'completion_tokens':4180,'total_tokens':4185,'cost':0.06,'completion_tokens_details':{'image_tokens':4175},'cost_details':{'upstream_inference_cost':0.06}}}");

    assertThat(record.operation()).isEqualTo("image_generation");
    assertThat(record)
        .counts("input_tokens 5", "output_tokens 4175 {modality=image}", "output_tokens 5")
        .costs("0.06");
  }

  @Test
  void openrouter_errorWithinAStream_isFree() {
    assertThat(
            traffic
                .post("https://openrouter.ai/api/v1/chat/completions", "{'stream':true}")
                .events("{'model':'m','error':{'code':502}}")
                .billing())
        .isEqualTo(Billing.free(Reasons.FAILED));
  }

  @Test
  void deepinfra_estimatedCost_isStated() {
    UsageRecord record =
        chat(
            "https://api.deepinfra.com/v1/openai/chat/completions",
            """
            "prompt_tokens":8,"completion_tokens":3,"estimated_cost":0.000011,
            "completion_tokens_details":{"reasoning_tokens":40}
            """);

    assertThat(record.stated()).isEqualTo(dollars("0.000011"));
    assertThat(record)
        .counts("input_tokens 8", "output_tokens 3", "output_tokens 40 {kind=reasoning}");
  }

  @Test
  @DisplayName("trap 33: Groq's usage in two places is read once")
  void groqStream_usageInItsOwnPlace_isReadOnce() {
    String usage = "{'prompt_tokens':7,'completion_tokens':5}";

    assertThat(
            traffic
                .post("https://api.groq.com/openai/v1/chat/completions", "{'stream':true}")
                .events(
                    "{'model':'m','x_groq':{'usage':" + usage + "}}",
                    "{'model':'m','usage':" + usage + "}"))
        .counts("input_tokens 7", "output_tokens 5");
  }

  @Test
  @DisplayName("trap 33: Groq's breakdown repeats the whole for each of its models")
  void groq_breakdownByModels_isNotSummed() {
    String usage = "'usage':{'prompt_tokens':7,'completion_tokens':5}";

    assertThat(
            traffic
                .post("https://api.groq.com/openai/v1/chat/completions", "{}")
                .json(
                    "{'model':'groq/compound',%s,'usage_breakdown':{'models':[{'model':'a',%s},{'model':'b',%s}]}}"
                        .formatted(usage, usage, usage)))
        .counts("input_tokens 7", "output_tokens 5");
  }

  @Test
  @DisplayName("trap 34: DeepSeek's three cache counts are one fact")
  void deepseek_hitMissAndCached_areReadOnce() {
    assertThat(
            chat(
                "https://api.deepseek.com/chat/completions",
                """
                    "prompt_tokens":10,"completion_tokens":1,"prompt_cache_hit_tokens":4,"prompt_cache_miss_tokens":6,
                    "prompt_tokens_details":{"cached_tokens":4}
                    """))
        .counts("input_tokens 6", "cached_input_tokens 4", "output_tokens 1");
  }

  @Test
  void groqTranscription_isAtLeastTenSeconds() {
    String url = "https://api.groq.com/openai/v1/audio/transcriptions";

    assertThat(traffic.post(url, "{}").json("{'duration':2.5}")).counts("audio_seconds 10");
    assertThat(traffic.post(url, "{}").json("{'text':'a'}").billing())
        .isEqualTo(Billing.unknown(Reasons.NO_USAGE));
  }

  @Test
  @DisplayName("trap 1: cached tokens are inside the prompt, whatever they are called")
  void cachedTokens_underEachProvidersName_areInsideThePrompt() {
    String tokens = "'prompt_tokens':10,'completion_tokens':1,";

    assertThat(
            quantities(
                chat(
                    "https://api.deepseek.com/chat/completions",
                    tokens + "'prompt_cache_hit_tokens':4,'prompt_cache_miss_tokens':6")))
        .contains("input_tokens 6", "cached_input_tokens 4");
    assertThat(
            quantities(
                chat(
                    "https://api.mistral.ai/v1/chat/completions",
                    tokens + "'num_cached_tokens':4")))
        .contains("input_tokens 6", "cached_input_tokens 4");
    assertThat(
            quantities(
                traffic
                    .post("https://api.fireworks.ai/inference/v1/chat/completions", "{}")
                    .header("fireworks-cached-prompt-tokens", "4")
                    .json("{'usage':{" + tokens + "'total_tokens':11}}")))
        .contains("input_tokens 6", "cached_input_tokens 4");
    assertThat(
            quantities(
                chat(
                    "https://dashscope.aliyuncs.com/compatible-mode/v1/chat/completions",
                    tokens + "'prompt_tokens_details':{'cache_creation_input_tokens':4}")))
        .contains("input_tokens 6", "cache_write_tokens 4");
  }

  @ParameterizedTest
  @CsvSource({
    "'{''enable_thinking'':true}', 0, true",
    "'{''enable_thinking'':false}', 0, ",
    "{}, 900, true",
    "{}, 0, ",
  })
  void qwenThatThinks_isACallOfItsOwnPrice(String request, int thoughts, String thinking) {
    UsageRecord record =
        traffic
            .post(
                "https://dashscope-intl.aliyuncs.com/compatible-mode/v1/chat/completions", request)
            .json(
                "{'model':'qwen-plus','usage':{'prompt_tokens':10,'completion_tokens':1000,"
                    + "'completion_tokens_details':{'reasoning_tokens':%d}}}".formatted(thoughts));

    assertThat(record.attributes().get("thinking")).isEqualTo(thinking);
  }

  @Test
  void moonshotStream_usageInTheLastChoice_isRead() {
    assertThat(
            traffic
                .post("https://api.moonshot.ai/v1/chat/completions", "{'stream':true}")
                .events(
                    "{'choices':[{'usage':{'prompt_tokens':9,'completion_tokens':2,'cached_tokens':3}}]}"))
        .counts("input_tokens 6", "cached_input_tokens 3", "output_tokens 2");
  }

  @Test
  void zai_codingPlan_hasNoPricePerCall() {
    String usage = "'prompt_tokens':9,'completion_tokens':2";

    assertThat(chat("https://api.z.ai/api/coding/paas/v4/chat/completions", usage).billing())
        .isEqualTo(Billing.unknown(Reasons.UNKNOWN_OPERATION));
    assertThat(chat("https://open.bigmodel.cn/api/paas/v4/chat/completions", usage))
        .counts("input_tokens 9", "output_tokens 2");
  }

  @Test
  @DisplayName("trap 50: a refusal in a reply of 200 is free")
  void minimax_refusalWithStatus200_isFree() {
    String url = "https://api.minimax.io/v1/text/chatcompletion_v2";

    assertThat(traffic.post(url, "{}").json("{'base_resp':{'status_code':1008}}").billing())
        .isEqualTo(Billing.free(Reasons.FAILED));
    assertThat(traffic.post(url, "{}").json("{'base_resp':{'status_code':0}}").billing())
        .isEqualTo(Billing.unknown(Reasons.NO_USAGE));
  }

  @Test
  void mistralConversation_whatConnectorsFound_isInputIfTheTotalSaysSo() {
    assertThat(
            chat(
                "https://api.mistral.ai/v1/conversations",
                """
                    "prompt_tokens":10,"completion_tokens":5,"connector_tokens":100,"total_tokens":115,
                    "connectors":{"web_search":1}
                    """))
        .counts("input_tokens 110", "output_tokens 5", "tool_calls 1 {tool=web_search}");
  }

  @Test
  void mistralOcr_billsPagesThatWereProcessed() {
    assertThat(
            traffic
                .post("https://api.mistral.ai/v1/ocr", "{'model':'mistral-ocr-latest'}")
                .json("{'pages':[{},{},{}],'usage_info':{'pages_processed':2}}"))
        .counts("pages 2");
  }

  @Test
  @DisplayName("trap 22: Cohere's billed units count, not its tokens")
  void cohere_billedUnits_countInsteadOfTokens() {
    String units =
        "{'billed_units':{'input_tokens':1,'output_tokens':9},'tokens':{'input_tokens':496,'output_tokens':11}}";

    assertThat(
            traffic
                .post("https://api.cohere.com/v2/chat", "{'stream':true}")
                .events("{'type':'message-end','delta':{'usage':" + units + "}}"))
        .counts("input_tokens 1", "output_tokens 9");
    assertThat(
            traffic
                .post("https://api.cohere.com/v1/chat", "{'stream':true}")
                .reply(
                    200,
                    "application/stream+json",
                    "{'event_type':'text-generation'}\n{'event_type':'stream-end','response':{'meta':"
                        + units
                        + "}}\n"))
        .counts("input_tokens 1", "output_tokens 9");
  }

  @Test
  void rerank_isBilledBySearchUnitsOrByTokens() {
    assertThat(
            traffic
                .post("https://api.cohere.com/v2/rerank", "{'model':'rerank-v3.5'}")
                .json("{'meta':{'billed_units':{'search_units':2}}}"))
        .counts("search_units 2");
    assertThat(chat("https://api.voyageai.com/v1/rerank", "'total_tokens':57"))
        .counts("input_tokens 57");
    assertThat(chat("https://api.jina.ai/v1/rerank", "'total_tokens':12"))
        .counts("input_tokens 12");
  }

  @Test
  void voyageMultimodal_pixelsStandBesideTheText() {
    assertThat(
            chat(
                "https://api.voyageai.com/v1/multimodalembeddings",
                "'text_tokens':5,'image_pixels':2000000,'total_tokens':3576"))
        .counts("input_tokens 5", "pixels 2000000");
  }

  @Test
  void huggingface_upstreamInThePath_isAnAttribute() {
    UsageRecord record =
        chat(
            "https://router.huggingface.co/together/v1/chat/completions",
            "'prompt_tokens':4,'completion_tokens':2,'prompt_tokens_details':null");

    assertThat(record).counts("input_tokens 4", "output_tokens 2");
    assertThat(record.attributes()).containsEntry("upstream", "huggingface.together");
  }
}
