package io.costspan.provider;

import static io.costspan.provider.Traffic.cost;
import static io.costspan.provider.Traffic.quantities;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.health.Faults;
import io.costspan.ratecard.TestPrices;
import io.costspan.rating.Call;
import io.costspan.rating.Rater;
import io.costspan.usage.UsageRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The cases of {@code WrongCostsTest} that went wrong while reading: from the bytes of request and
 * reply to the amount, by the same numbers.
 */
class WrongCostsOnTheWireTest {
  private static final String GEMINI =
      "https://generativelanguage.googleapis.com/v1beta/models/%s:generateContent";

  private final Traffic traffic = new Traffic();

  private Traffic.Request openAi(String request) {
    return traffic.post("https://api.openai.com/v1/chat/completions", request);
  }

  private Traffic.Request responses(String request) {
    return traffic.post("https://api.openai.com/v1/responses", request);
  }

  private Traffic.Request anthropic(String request) {
    return traffic.post("https://api.anthropic.com/v1/messages", request);
  }

  private String gemini(String model, String usage, String candidate) {
    String reply =
        "{'candidates':[{%s}],'usageMetadata':{%s},'modelVersion':'%s'}"
            .formatted(candidate, usage, model);
    return cost(traffic.post(GEMINI.formatted(model), "{}").json(reply));
  }

  private String converse(String region, String model, String usage) {
    String url =
        "https://bedrock-runtime." + region + ".amazonaws.com/model/" + model + "/converse";
    return cost(traffic.post(url, "{}").json("{'usage':{" + usage + "}}"));
  }

  @Test
  @DisplayName("BerriAI/litellm#9812: cache writes stand outside Anthropic's input")
  void case01_cacheWriteBesideInput() {
    UsageRecord record =
        anthropic("{'model':'claude-3-7-sonnet-20250219'}")
            .json(
                """
                {"type":"message","model":"claude-3-7-sonnet-20250219","usage":{"input_tokens":3,
                 "cache_creation_input_tokens":12304,"cache_read_input_tokens":0,"output_tokens":550}}""");
    assertThat(cost(record)).isEqualTo("0.054399");
  }

  @Test
  @DisplayName("BerriAI/litellm#40006: a normalised prompt includes what was cached and written")
  void case03_inclusivePrompt() {
    String card =
        """
        {"id":"me/c","provider":"openai","model":"c","price":[
         {"meter":"input_tokens","rate":"3"},{"meter":"cache_write_tokens","rate":"3.75"},
         {"meter":"cached_input_tokens","rate":"0.3"}]}""";
    UsageRecord record =
        openAi("{'model':'c'}")
            .json(
                """
                {"model":"c","usage":{"prompt_tokens":1000,"completion_tokens":0,"total_tokens":1000,
                 "prompt_tokens_details":{"cached_tokens":200,"cache_write_tokens":700}}}""");
    assertThat(new Rater(TestPrices.users(card)).rate(record, Call.AT).amount())
        .isEqualByComparingTo("0.002985");
  }

  @Test
  @DisplayName("BerriAI/litellm#11364: a regional profile with cache reads and writes")
  void case04_regionalProfile() {
    assertThat(
            converse(
                "eu-central-1",
                "eu.anthropic.claude-opus-4-5-20251101-v1%3A0",
                """
                "inputTokens":10,"cacheReadInputTokens":66360,"cacheWriteInputTokens":32435,
                "outputTokens":5120,"totalTokens":103925"""))
        .isEqualTo("0.400343625");
  }

  @Test
  @DisplayName("langfuse/langfuse#10592: OpenAI's prompt includes what was cached")
  void case05_cachedInsideThePrompt() {
    UsageRecord record =
        openAi("{'model':'gpt-4o'}")
            .json(
                """
                {"model":"gpt-4o-2024-08-06","usage":{"prompt_tokens":17903,"completion_tokens":0,
                 "total_tokens":17903,"prompt_tokens_details":{"cached_tokens":17817}}}""");
    assertThat(quantities(record)).containsExactly("input_tokens 86", "cached_input_tokens 17817");
    assertThat(cost(record)).isEqualTo("0.02248625");
  }

  @Test
  @DisplayName("langfuse/langfuse#12306: the raw wire is exclusive, OpenAI's form of it inclusive")
  void case06_subtractedOnce() {
    UsageRecord raw =
        anthropic("{'model':'claude-sonnet-4-5'}")
            .json(
                """
                {"type":"message","model":"claude-sonnet-4-5","usage":{"input_tokens":100,
                 "cache_read_input_tokens":900,"output_tokens":0}}""");
    UsageRecord converted =
        traffic
            .post("https://api.anthropic.com/v1/chat/completions", "{'model':'claude-sonnet-4-5'}")
            .json(
                """
                {"model":"claude-sonnet-4-5","usage":{"prompt_tokens":1000,"completion_tokens":0,
                 "prompt_tokens_details":{"cached_tokens":900}}}""");
    assertThat(cost(raw)).isEqualTo("0.00057");
    assertThat(cost(converted)).isEqualTo("0.00057");
  }

  @Test
  @DisplayName("earendil-works/pi#2148: Gemini's prompt includes what was cached")
  void case07_geminiCached() {
    String usage =
        """
        "promptTokenCount":20212,"cachedContentTokenCount":16298,"candidatesTokenCount":931,
        "totalTokenCount":21143""";
    assertThat(gemini("gemini-3-flash-preview", usage, "")).isEqualTo("0.0055649");
  }

  @Test
  @DisplayName("maximhq/bifrost#904: cached input is no fresh input")
  void case08_cachedRate() {
    UsageRecord record =
        responses("{'model':'gpt-5'}")
            .json(
                """
                {"model":"gpt-5-2025-08-07","status":"completed","usage":{"input_tokens":1000000,
                 "input_tokens_details":{"cached_tokens":1000000},"output_tokens":0}}""");
    assertThat(cost(record)).isEqualTo("0.125");
  }

  @Test
  @DisplayName("QuantumNous/new-api#3259: more cached than asked is a fault, not a rebate")
  void case09_neverNegative() {
    long before = Faults.counts().getOrDefault("negative_usage", 0L);
    UsageRecord record =
        openAi("{'model':'gpt-4o'}")
            .json(
                """
                {"model":"gpt-4o","usage":{"prompt_tokens":10,"completion_tokens":1,
                 "prompt_tokens_details":{"cached_tokens":30}}}""");
    assertThat(cost(record)).isEqualTo("0.0000475");
    assertThat(Faults.counts().get("negative_usage")).isGreaterThan(before);
  }

  @Test
  @DisplayName("promptfoo/promptfoo#9507: the total says whether reasoning stands outside")
  void case10_totalDecides() {
    assertThat(grok(12, 11, 2, 340, 354)).isEqualTo("0.000172125");
    assertThat(grok(500, 0, 500, 200, 1000)).isEqualTo("0.0004");
  }

  private String grok(int prompt, int cached, int completion, int reasoning, int total) {
    String reply =
        """
        {"model":"grok-3-mini","usage":{"prompt_tokens":%d,"completion_tokens":%d,"total_tokens":%d,
         "prompt_tokens_details":{"cached_tokens":%d},
         "completion_tokens_details":{"reasoning_tokens":%d}}}"""
            .formatted(prompt, completion, total, cached, reasoning);
    String url = "https://api.x.ai/v1/chat/completions";
    return cost(traffic.post(url, "{'model':'grok-3-mini'}").json(reply));
  }

  @Test
  @DisplayName("simonw/llm-gemini#75: thoughts are output, tool prompts are input")
  void case11_thoughtsAndToolPrompts() {
    String usage =
        """
        "promptTokenCount":100,"toolUsePromptTokenCount":50,"candidatesTokenCount":13,
        "thoughtsTokenCount":546,"totalTokenCount":709""";
    assertThat(gemini("gemini-2.5-flash", usage, "")).isEqualTo("0.0014425");
  }

  @Test
  @DisplayName("decolua/9router#2762: OpenAI's completion includes the reasoning")
  void case12_reasoningOnce() {
    UsageRecord record =
        openAi("{'model':'gpt-5'}")
            .json(
                """
                {"model":"gpt-5","usage":{"prompt_tokens":10,"completion_tokens":100,"total_tokens":110,
                 "completion_tokens_details":{"reasoning_tokens":90}}}""");
    assertThat(cost(record)).isEqualTo("0.0010125");
  }

  @Test
  @DisplayName("BerriAI/litellm#35925: reasoning scales with the tier")
  void case13_reasoningInPriorityTier() {
    String usage = "'promptTokenCount':0,'thoughtsTokenCount':160,'serviceTier':'priority'";
    assertThat(gemini("gemini-3.5-flash", usage, "")).isEqualTo("0.002592");
  }

  @Test
  @DisplayName("BerriAI/litellm#31142: output of the images endpoint is image tokens")
  void case14_imageTokens() {
    assertThat(images("gpt-image-1.5", 23, 1056)).isEqualTo("0.033907");
  }

  @Test
  @DisplayName("BerriAI/litellm#17410: text, reasoning and image tokens of one answer")
  void case15_imageAndReasoning() {
    String usage =
        """
        "promptTokenCount":10,"candidatesTokenCount":1120,"thoughtsTokenCount":225,
        "candidatesTokensDetails":[{"modality":"IMAGE","tokenCount":1120}],"totalTokenCount":1355""";
    assertThat(gemini("gemini-3-pro-image-preview", usage, "")).isEqualTo("0.13712");
  }

  @Test
  @DisplayName("BerriAI/litellm#13847: gpt-image-1 by tokens, not by a flat price")
  void case16_gptImage1() {
    assertThat(images("gpt-image-1", 150, 8000)).isEqualTo("0.32075");
  }

  private String images(String model, int input, int output) {
    String reply =
        """
        {"created":1,"data":[{"b64_json":"AAAA"}],"usage":{"input_tokens":%d,
         "input_tokens_details":{"text_tokens":%d,"image_tokens":0},"output_tokens":%d}}"""
            .formatted(input, input, output);
    String url = "https://api.openai.com/v1/images/generations";
    return cost(traffic.post(url, "{'model':'" + model + "'}").json(reply));
  }

  @Test
  @DisplayName("BerriAI/litellm#31837: priority was asked for, the default served")
  void case19_servedTier() {
    assertThat(mini("priority", "default")).isEqualTo("0.00000255");
  }

  @Test
  @DisplayName("BerriAI/litellm#37046: priority was served")
  void case20_priority() {
    assertThat(mini("auto", "priority")).isEqualTo("0.00000425");
  }

  private String mini(String asked, String served) {
    return cost(
        openAi("{'model':'gpt-4o-mini','service_tier':'" + asked + "'}")
            .json(
                """
                {"model":"gpt-4o-mini-2024-07-18","service_tier":"%s",
                 "usage":{"prompt_tokens":9,"completion_tokens":2,"total_tokens":11}}"""
                    .formatted(served)));
  }

  @Test
  @DisplayName("BerriAI/litellm#13810: flex is half")
  void case21_flex() {
    UsageRecord record =
        responses("{'model':'gpt-5-nano','service_tier':'flex'}")
            .json(
                """
                {"model":"gpt-5-nano-2025-08-07","status":"completed","service_tier":"flex",
                 "usage":{"input_tokens":1000,"output_tokens":1000}}""");
    assertThat(cost(record)).isEqualTo("0.000225");
  }

  @Test
  @DisplayName("BerriAI/litellm#38802: the provider's own figure counts")
  void case22_statedCost() {
    UsageRecord record =
        traffic
            .post(
                "https://api.deepinfra.com/v1/openai/chat/completions",
                "{'model':'meta-llama/Llama-3.3-70B-Instruct','service_tier':'priority'}")
            .json(
                """
                {"model":"meta-llama/Llama-3.3-70B-Instruct","service_tier":"priority",
                 "usage":{"prompt_tokens":11,"completion_tokens":5,"estimated_cost":8.775e-06}}""");
    assertThat(cost(record)).isEqualTo("0.000008775");
  }

  @Test
  @DisplayName("BerriAI/litellm#37724: Vertex AI names the tier trafficType")
  void case23_vertexFlex() {
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
    assertThat(cost(record)).isEqualTo("0.00092775");
  }

  @Test
  @DisplayName("BerriAI/litellm#31316: each web search of a response")
  void case24_webSearches() {
    String search = "{'type':'web_search_call','status':'completed'}";
    assertThat(searching(String.join(",", search, search, search, search))).isEqualTo("0.04045");
  }

  @Test
  @DisplayName("BerriAI/litellm#10384: a tool that was offered and not called costs nothing")
  void case25_toolNotCalled() {
    assertThat(searching("{'type':'message'}")).isEqualTo("0.00045");
  }

  private String searching(String output) {
    return cost(
        responses("{'model':'gpt-5-mini','tools':[{'type':'web_search'}]}")
            .json(
                """
                {"model":"gpt-5-mini","status":"completed","output":[%s],
                 "usage":{"input_tokens":1000,"output_tokens":100}}"""
                    .formatted(output)));
  }

  @Test
  @DisplayName("BerriAI/litellm#36377: each different query from Gemini 3 on, each prompt before")
  void case26_groundedSearch() {
    String usage = "'promptTokenCount':1000,'candidatesTokenCount':100";
    assertThat(gemini("gemini-3-flash-preview", usage, searched("a", "a", "b", "")))
        .isEqualTo("0.0288");
    assertThat(gemini("gemini-2.5-flash", usage, searched("a", "b", "c"))).isEqualTo("0.03555");
  }

  private static String searched(String... queries) {
    return "'groundingMetadata':{'webSearchQueries':['" + String.join("','", queries) + "']}";
  }

  @Test
  @DisplayName("BerriAI/litellm#16996: searches stand in the last usage of a stream")
  void case27_anthropicSearch() {
    UsageRecord record =
        anthropic("{'model':'claude-sonnet-4-5','stream':true}")
            .events(
                """
                {"type":"message_start","message":{"model":"claude-sonnet-4-5","usage":{"input_tokens":100,"output_tokens":1}}}""",
                """
                {"type":"message_delta","usage":{"output_tokens":50,"server_tool_use":{"web_search_requests":2}}}""",
                "{'type':'message_stop'}");
    assertThat(cost(record)).isEqualTo("0.02105");
  }

  @Test
  @DisplayName("BerriAI/litellm#26253: pages that the prompt named are input, and no search")
  void case28_urlContext() {
    String usage = "'promptTokenCount':10,'toolUsePromptTokenCount':990,'candidatesTokenCount':100";
    String candidate = "'urlContextMetadata':{'urlMetadata':[{'retrievedUrl':'https://a'}]}";
    assertThat(gemini("gemini-3-flash-preview", usage, candidate)).isEqualTo("0.0008");
  }

  private Traffic.Request perplexity(String request) {
    return traffic.post("https://api.perplexity.ai/chat/completions", request);
  }

  @Test
  @DisplayName("BerriAI/litellm#30652: the request fee of Perplexity")
  void case29_requestFee() {
    UsageRecord record =
        perplexity("{'model':'sonar'}")
            .json(
                """
                {"model":"sonar","usage":{"prompt_tokens":100,"completion_tokens":50,
                 "search_context_size":"low"}}""");
    assertThat(cost(record)).isEqualTo("0.00515");
  }

  @Test
  @DisplayName("bgeneto/open-webui-cost-tracker#6: all meters of deep research, or its own figure")
  void case30_deepResearch() {
    String reply =
        """
        {"model":"sonar-deep-research","usage":{"prompt_tokens":108,"completion_tokens":3256,
         "citation_tokens":7299,"num_search_queries":74,"reasoning_tokens":73248%s}}""";
    Traffic.Request request = perplexity("{'model':'sonar-deep-research'}");
    assertThat(cost(request.json(reply.formatted("")))).isEqualTo("0.630606");
    assertThat(
            cost(
                perplexity("{'model':'sonar-deep-research'}")
                    .json(reply.formatted(",'cost':{'total_cost':0.631}"))))
        .isEqualTo("0.631");
  }

  private static final String THOUSAND_AND_HUNDRED = "'inputTokens':1000,'outputTokens':100";
  private static final String THOUSAND_EACH = "'inputTokens':1000,'outputTokens':1000";

  @Test
  @DisplayName("BerriAI/litellm#27612: the au. profile is dearer than the global price")
  void case33_auProfile() {
    String model = "anthropic.claude-sonnet-4-5-20250929-v1%3A0";
    assertThat(converse("ap-southeast-2", "au." + model, THOUSAND_EACH)).isEqualTo("0.0198");
    assertThat(converse("ap-southeast-2", "global." + model, THOUSAND_EACH)).isEqualTo("0.018");
  }

  @Test
  @DisplayName("pydantic/genai-prices#689: a profile without version")
  void case34_profileWithoutVersion() {
    assertThat(converse("us-east-1", "us.anthropic.claude-fable-5", THOUSAND_AND_HUNDRED))
        .isEqualTo("0.0165");
  }

  @Test
  @DisplayName("pydantic/genai-prices#676: a global profile is cheaper than one of a region")
  void case35_globalProfile() {
    assertThat(converse("us-east-1", "global.openai.gpt-5.6-luna", THOUSAND_AND_HUNDRED))
        .isEqualTo("0.00032");
    assertThat(converse("us-east-1", "us.openai.gpt-5.6-luna", THOUSAND_AND_HUNDRED))
        .isEqualTo("0.000352");
  }

  @Test
  @DisplayName("anthropics/claude-code#83690: a region's profile is no global one")
  void case36_geoProfile() {
    String model = "anthropic.claude-opus-4-5-20251101-v1%3A0";
    assertThat(converse("us-east-1", "global." + model, THOUSAND_EACH)).isEqualTo("0.03");
    assertThat(converse("us-east-1", "us." + model, THOUSAND_EACH)).isEqualTo("0.033");
  }

  @Test
  @DisplayName("BerriAI/litellm#42469: a region's card beats the bare one")
  void case37_regionCard() {
    String model = "nvidia.nemotron-super-3-120b";
    assertThat(converse("eu-west-2", model, THOUSAND_EACH)).isEqualTo("0.00124");
    assertThat(converse("us-east-1", model, THOUSAND_EACH)).isEqualTo("0.0008");
  }

  private static final String CHUNK =
      "{'model':'gpt-4o','choices':[{'delta':{'content':'Hi'}}],'usage':null}";

  @Test
  @DisplayName("bircex/llmr#10: a stream that tells no usage has no cost, not a cost of 0")
  void case41_streamWithoutUsage() {
    UsageRecord record = openAi("{'model':'gpt-4o','stream':true}").events(CHUNK, "[DONE]");
    assertThat(cost(record)).isEqualTo("unrated no_usage");
  }

  @Test
  @DisplayName(
      "BerriAI/litellm#37992: usage of nothing costs nothing, and is no reason to estimate")
  void case42_explicitZeros() {
    UsageRecord record =
        openAi("{'model':'gpt-4o','messages':[{'content':'a long prompt'}]}")
            .json(
                """
                {"model":"gpt-4o","choices":[{"message":{"content":"a long answer"}}],
                 "usage":{"prompt_tokens":0,"completion_tokens":0,"total_tokens":0}}""");
    assertThat(cost(record)).isEqualTo("0");
    assertThat(record.estimated()).isFalse();
  }

  @Test
  @DisplayName("theopenco/llmgateway#3546: a stream breaks before its usage, or behind it")
  void case43_brokenStream() {
    UsageRecord before = openAi("{'model':'gpt-4o','stream':true}").cutEvents(CHUNK);
    UsageRecord behind =
        openAi("{'model':'gpt-4o','stream':true}")
            .cutEvents(
                CHUNK,
                """
                {"model":"gpt-4o","choices":[],"usage":{"prompt_tokens":1000,"completion_tokens":1}}""");
    assertThat(cost(before)).isEqualTo("unrated aborted");
    assertThat(cost(behind)).isEqualTo("0.00251");
  }

  @Test
  @DisplayName("BerriAI/litellm#38378: fast was asked for, standard served")
  void case44_servedSpeed() {
    assertThat(fast("standard")).isEqualTo("0.27916875");
    assertThat(fast("fast")).isEqualTo("0.5583375");
  }

  private String fast(String served) {
    return cost(
        anthropic("{'model':'claude-opus-4-8','speed':'fast'}")
            .json(
                """
                {"type":"message","model":"claude-opus-4-8","usage":{"input_tokens":0,"output_tokens":0,
                 "cache_creation_input_tokens":44667,"speed":"%s"}}"""
                    .formatted(served)));
  }

  @Test
  @DisplayName("synthetic-sciences/openscience#121: cache writes make a long context too")
  void case45_longContext() {
    UsageRecord record =
        anthropic("{'model':'claude-sonnet-4-5'}")
            .json(
                """
                {"type":"message","model":"claude-sonnet-4-5-20250929","usage":{"input_tokens":10000,
                 "cache_creation_input_tokens":195000,"output_tokens":0}}""");
    assertThat(cost(record)).isEqualTo("1.5225");
  }

  @Test
  @DisplayName("langfuse/langfuse#2112: what a client's cache answers costs nothing")
  void case51_cacheHit() {
    UsageRecord record = openAi("{'model':'gpt-4o'}").fromCache();
    assertThat(cost(record)).isEqualTo("free cache_hit");
    assertThat(record.quantities()).isEmpty();
  }
}
