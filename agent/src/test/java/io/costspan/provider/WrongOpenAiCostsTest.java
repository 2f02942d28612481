package io.costspan.provider;

import static io.costspan.provider.Traffic.cost;
import static io.costspan.provider.UsageAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.ratecard.TestPrices;
import io.costspan.rating.Rater;
import io.costspan.usage.UsageRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Cases of {@code WrongCostsTest} that went wrong while reading OpenAI's formats, whoever speaks
 * them: from the bytes of request and reply to the amount.
 */
class WrongOpenAiCostsTest {
  private final Traffic traffic = new Traffic();

  private Traffic.Request openAi(String request) {
    return traffic.post("https://api.openai.com/v1/chat/completions", request);
  }

  private UsageRecord chat(String model, String usage) {
    return chat("https://api.openai.com/v1/chat/completions", model, usage);
  }

  private UsageRecord chat(String url, String model, String usage) {
    return traffic
        .post(url, "{'model':'" + model + "'}")
        .json("{'model':'" + model + "','usage':{" + usage + "}}");
  }

  /**
   * @param more what the response says besides
   */
  private UsageRecord response(String request, String more, String usage) {
    return traffic
        .post("https://api.openai.com/v1/responses", request)
        .json("{'status':'completed'," + more + ",'usage':{" + usage + "}}");
  }

  @Test
  @DisplayName("BerriAI/litellm#40006: a normalised prompt includes what was cached and written")
  void inclusivePrompt() {
    String card =
        """
        {"id":"me/c","provider":"openai","model":"c","price":[
         {"meter":"input_tokens","rate":"3"},{"meter":"cache_write_tokens","rate":"3.75"},
         {"meter":"cached_input_tokens","rate":"0.3"},{"meter":"output_tokens","rate":"15"}]}""";
    UsageRecord record =
        chat(
            "c",
            "'prompt_tokens':1000,'completion_tokens':0,'total_tokens':1000,'prompt_tokens_details':{'cached_tokens':200,'cache_write_tokens':700}");
    assertThat(cost(record, new Rater(TestPrices.users(card)))).isEqualTo("0.002985");
  }

  @Test
  @DisplayName("langfuse/langfuse#10592: OpenAI's prompt includes what was cached")
  void cachedInsideThePrompt() {
    UsageRecord record =
        openAi("{'model':'gpt-4o'}")
            .json(
                """
                {"model":"gpt-4o-2024-08-06","usage":{"prompt_tokens":17903,"completion_tokens":0,
                 "total_tokens":17903,"prompt_tokens_details":{"cached_tokens":17817}}}""");
    assertThat(record).counts("input_tokens 86", "cached_input_tokens 17817").costs("0.02248625");
  }

  @Test
  @DisplayName("maximhq/bifrost#904: cached input is no fresh input")
  void cachedRate() {
    UsageRecord record =
        response(
            "{'model':'gpt-5'}",
            "'model':'gpt-5-2025-08-07'",
            "'input_tokens':1000000,'input_tokens_details':{'cached_tokens':1000000},'output_tokens':0");
    assertThat(record).costs("0.125");
  }

  @Test
  @DisplayName("QuantumNous/new-api#3259: more cached than asked is nothing to bill by")
  void neverNegative() {
    UsageRecord record =
        chat(
            "gpt-4o",
            "'prompt_tokens':10,'completion_tokens':1,'prompt_tokens_details':{'cached_tokens':30}");
    assertThat(record).costs("unrated malformed_usage");
  }

  @Test
  @DisplayName("promptfoo/promptfoo#9507: the total says whether reasoning stands outside")
  void totalDecides() {
    assertThat(grok(12, 11, 2, 340, 354)).isEqualTo("0.000172125");
    assertThat(grok(500, 0, 500, 200, 1000)).isEqualTo("0.0004");
  }

  private String grok(int prompt, int cached, int completion, int reasoning, int total) {
    String usage =
        """
        "prompt_tokens":%d,"completion_tokens":%d,"total_tokens":%d,
        "prompt_tokens_details":{"cached_tokens":%d},
        "completion_tokens_details":{"reasoning_tokens":%d}"""
            .formatted(prompt, completion, total, cached, reasoning);
    return cost(chat("https://api.x.ai/v1/chat/completions", "grok-3-mini", usage));
  }

  @Test
  @DisplayName("decolua/9router#2762: OpenAI's completion includes the reasoning")
  void reasoningOnce() {
    UsageRecord record =
        chat(
            "gpt-5",
            "'prompt_tokens':10,'completion_tokens':100,'total_tokens':110,'completion_tokens_details':{'reasoning_tokens':90}");
    assertThat(record).costs("0.0010125");
  }

  @Test
  @DisplayName("BerriAI/litellm#31142: output of the images endpoint is image tokens")
  void imageTokens() {
    assertThat(images("gpt-image-1.5", 23, 1056)).isEqualTo("0.033907");
  }

  @Test
  @DisplayName("BerriAI/litellm#13847: gpt-image-1 by tokens, not by a flat price")
  void gptImage1() {
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
  void servedTier() {
    assertThat(mini("priority", "default")).isEqualTo("0.00000255");
  }

  @Test
  @DisplayName("BerriAI/litellm#37046: priority was served")
  void priority() {
    assertThat(mini("auto", "priority")).isEqualTo("0.00000425");
  }

  private String mini(String asked, String served) {
    String reply =
        "{'model':'gpt-4o-mini-2024-07-18','service_tier':'%s','usage':{'prompt_tokens':9,'completion_tokens':2,'total_tokens':11}}";
    return cost(
        openAi("{'model':'gpt-4o-mini','service_tier':'" + asked + "'}")
            .json(reply.formatted(served)));
  }

  @Test
  @DisplayName("BerriAI/litellm#13810: flex is half")
  void flex() {
    UsageRecord record =
        response(
            "{'model':'gpt-5-nano','service_tier':'flex'}",
            "'model':'gpt-5-nano-2025-08-07','service_tier':'flex'",
            "'input_tokens':1000,'output_tokens':1000");
    assertThat(record).costs("0.000225");
  }

  @Test
  @DisplayName("BerriAI/litellm#38802: the provider's own figure counts")
  void statedCost() {
    UsageRecord record =
        traffic
            .post(
                "https://api.deepinfra.com/v1/openai/chat/completions",
                "{'model':'meta-llama/Llama-3.3-70B-Instruct','service_tier':'priority'}")
            .json(
                """
                {"model":"meta-llama/Llama-3.3-70B-Instruct","service_tier":"priority",
                 "usage":{"prompt_tokens":11,"completion_tokens":5,"estimated_cost":8.775e-06}}""");
    assertThat(record).costs("0.000008775");
  }

  @Test
  @DisplayName("BerriAI/litellm#31316: each web search of a response")
  void webSearches() {
    String search = "{'type':'web_search_call','status':'completed'}";
    assertThat(searching(String.join(",", search, search, search, search))).isEqualTo("0.04045");
  }

  @Test
  @DisplayName("BerriAI/litellm#10384: a tool that was offered and not called costs nothing")
  void toolNotCalled() {
    assertThat(searching("{'type':'message'}")).isEqualTo("0.00045");
  }

  private String searching(String output) {
    return cost(
        response(
            "{'model':'gpt-5-mini','tools':[{'type':'web_search'}]}",
            "'model':'gpt-5-mini','output':[" + output + "]",
            "'input_tokens':1000,'output_tokens':100"));
  }

  private static final String PERPLEXITY = "https://api.perplexity.ai/chat/completions";

  @Test
  @DisplayName("BerriAI/litellm#30652: the request fee of Perplexity")
  void requestFee() {
    UsageRecord record =
        chat(
            PERPLEXITY,
            "sonar",
            "'prompt_tokens':100,'completion_tokens':50,'search_context_size':'low'");
    assertThat(record).costs("0.00515");
  }

  @Test
  @DisplayName("bgeneto/open-webui-cost-tracker#6: all meters of deep research, or its own figure")
  void deepResearch() {
    String meters =
        "'prompt_tokens':108,'completion_tokens':3256,'citation_tokens':7299,'num_search_queries':74,'reasoning_tokens':73248";
    String stated = meters + ",'cost':{'total_cost':0.631}";
    assertThat(chat(PERPLEXITY, "sonar-deep-research", meters)).costs("0.630606");
    assertThat(chat(PERPLEXITY, "sonar-deep-research", stated)).costs("0.631");
  }

  private static final String STREAM = "{'model':'gpt-4o','stream':true}";
  private static final String CHUNK =
      "{'model':'gpt-4o','choices':[{'delta':{'content':'Hi'}}],'usage':null}";

  @Test
  @DisplayName("bircex/llmr#10: a stream that tells no usage has no cost, not a cost of 0")
  void streamWithoutUsage() {
    assertThat(openAi(STREAM).events(CHUNK, "[DONE]")).costs("unrated no_usage");
  }

  @Test
  @DisplayName(
      "BerriAI/litellm#37992: usage of nothing costs nothing, and is no reason to estimate")
  void explicitZeros() {
    UsageRecord record =
        openAi("{'model':'gpt-4o','messages':[{'content':'a long prompt'}]}")
            .json(
                """
                {"model":"gpt-4o","choices":[{"message":{"content":"a long answer"}}],
                 "usage":{"prompt_tokens":0,"completion_tokens":0,"total_tokens":0}}""");
    assertThat(record).costs("0");
    assertThat(record.estimated()).isFalse();
  }

  @Test
  @DisplayName("theopenco/llmgateway#3546: a stream breaks before its usage, or behind it")
  void brokenStream() {
    String usage =
        "{'model':'gpt-4o','choices':[],'usage':{'prompt_tokens':1000,'completion_tokens':1}}";
    assertThat(openAi(STREAM).cutEvents(CHUNK)).costs("unrated aborted");
    assertThat(openAi(STREAM).cutEvents(CHUNK, usage)).costs("0.00251");
  }

  @Test
  @DisplayName("langfuse/langfuse#2112: what a client's cache answers costs nothing")
  void cacheHit() {
    UsageRecord record = openAi("{'model':'gpt-4o'}").fromCache();
    assertThat(record).costs("free cache_hit");
    assertThat(record.quantities()).isEmpty();
  }
}
