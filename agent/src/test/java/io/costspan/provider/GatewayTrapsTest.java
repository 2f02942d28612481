package io.costspan.provider;

import static io.costspan.provider.UsageAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.exchange.Exchanges;
import io.costspan.exchange.OpenExchanges;
import io.costspan.pipeline.Pipeline;
import io.costspan.ratecard.PriceTables;
import io.costspan.rating.Rater;
import io.costspan.rating.Rating;
import io.costspan.usage.Billing;
import io.costspan.usage.Reasons;
import io.costspan.usage.UsageRecord;
import io.costspan.wire.Headers;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Billing traps of gateways: whose price holds, who states it, and what a cache answers. */
class GatewayTrapsTest {
  private static final String CLOUDFLARE = "https://gateway.ai.cloudflare.com/v1/acct/gw";
  private static final String CHAT =
      "{'model':'gpt-4o','usage':{'prompt_tokens':1000,'completion_tokens':100}}";
  private static final String MESSAGE =
      "{'type':'message','model':'claude-sonnet-4-5','usage':{'input_tokens':1000,'output_tokens':100}}";
  private static final String GENERATED =
      "{'modelVersion':'gemini-2.5-flash','usageMetadata':{'promptTokenCount':1000,'candidatesTokenCount':100}}";

  private final Traffic traffic = new Traffic();
  private final Traffic configured =
      new Traffic(
          Catalog.load(
              List.of(),
              List.of(
                  new EndpointOption(URI.create("http://proxy:4000"), "litellm"),
                  new EndpointOption(URI.create("http://kong:8000/ai"), "kong"))));
  private final Rater rater = new Rater(PriceTables.bundled());

  private Rating rate(UsageRecord record) {
    return rater.rate(record, Instant.parse("2026-08-21T12:00:00Z"));
  }

  /** 0.0025 + 0.001 of OpenAI, 0.003 + 0.0015 of Anthropic, 0.0003 + 0.00025 of Google. */
  @ParameterizedTest
  @CsvSource({
    "/openai/chat/completions,                               gpt-4o,            0.0035",
    "/compat/chat/completions,                               openai/gpt-4o,     0.0035",
    "/azure-openai/res/gpt-4o/chat/completions,              gpt-4o,            0.0035",
    "/anthropic/v1/messages,                                 claude-sonnet-4-5, 0.0045",
    "/google-ai-studio/v1beta/models/gemini-2.5-flash:generateContent, ,       0.00055",
    "/google-vertex-ai/v1/projects/p/locations/global/publishers/google/models/gemini-2.5-flash:generateContent, , 0.00055",
  })
  void cloudflare_pathNamesWhoSendsTheBill(String path, String model, String amount) {
    String reply = path.contains("gemini") ? GENERATED : path.contains("messages") ? MESSAGE : CHAT;

    UsageRecord record = traffic.post(CLOUDFLARE + path, "{'model':'" + model + "'}").json(reply);

    assertThat(record.provider()).isEqualTo("cloudflare");
    assertThat(rate(record).amount()).isEqualByComparingTo(amount);
  }

  @Test
  void upstreamInThePath_isExpectedBeforeTheReply() {
    List<String> expected = new ArrayList<>();
    URI url = URI.create(CLOUDFLARE + "/openai/chat/completions");
    Catalog catalog = Catalog.bundled();

    new Exchanges(catalog, new Pipeline(List.of()), new OpenExchanges(), expected::add)
        .open(
            catalog.endpoint(url.getHost(), 443), Request.of("POST", url.getPath(), Headers.NONE));

    assertThat(expected).containsExactlyInAnyOrder("openai", "cloudflare");
  }

  @Test
  void cloudflare_bedrocksModelIsInThePath() {
    UsageRecord record =
        traffic
            .post(
                CLOUDFLARE
                    + "/aws-bedrock/bedrock-runtime/us-east-1/model/us.anthropic.claude-sonnet-4-5-20250929-v1:0/converse",
                "{}")
            .json("{'usage':{'inputTokens':1000,'outputTokens':100}}");

    // 1.1 x (0.003 + 0.0015)
    assertThat(rate(record).amount()).isEqualByComparingTo("0.00495");
  }

  @Test
  void cloudflare_ownModels_haveOwnPrices() {
    String reply = "{'result':{'usage':{'prompt_tokens':1000000,'completion_tokens':0}}}";
    String model = "@cf/openai/gpt-oss-120b";

    assertThat(rate(traffic.post(CLOUDFLARE + "/workers-ai/" + model, "{}").json(reply)).amount())
        .isEqualByComparingTo("0.35");
    assertThat(
            rate(traffic
                    .post("https://api.cloudflare.com/client/v4/accounts/a/ai/run/" + model, "{}")
                    .json(reply))
                .amount())
        .isEqualByComparingTo("0.35");
  }

  @DisplayName("trap 57: what a gateway's cache answers is free")
  @ParameterizedTest
  @CsvSource({
    "https://gateway.ai.cloudflare.com/v1/a/g/openai/chat/completions, cf-aig-cache-status, HIT",
    "https://api.portkey.ai/v1/chat/completions, x-portkey-cache-status, HIT",
    "https://oai.helicone.ai/v1/chat/completions, helicone-cache, HIT",
    "http://proxy:4000/v1/chat/completions, x-litellm-cache-key, a1b2",
    "http://kong:8000/ai/v1/chat/completions, X-Cache-Status, Hit",
  })
  void cacheHits_areFree(String url, String header, String value) {
    UsageRecord hit = configured.post(url, "{}").header(header, value).json(CHAT);
    UsageRecord miss = configured.post(url, "{}").header("cf-aig-cache-status", "MISS").json(CHAT);

    assertThat(hit.billing()).isEqualTo(Billing.free(Reasons.CACHE_HIT));
    assertThat(miss.billing()).isEqualTo(Billing.BILLED);
  }

  @Test
  void litellm_statedCost_isTheAmount() {
    UsageRecord record =
        configured
            .post("http://proxy:4000/chat/completions", "{'model':'alias'}")
            .header("x-litellm-response-cost", "0.0012")
            .header("x-litellm-model-api-base", "https://api.openai.com/v1")
            .json(CHAT);

    assertThat(rate(record).amount()).isEqualByComparingTo("0.0012");
    assertThat(rate(record).source()).isEqualTo(Rating.Source.PROVIDER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"audio/transcriptions", "rerank", "chat/completions"})
  void litellm_statedCostOfAReplyWithoutUsage_isTheAmount(String path) {
    UsageRecord record =
        configured
            .post("http://proxy:4000/v1/" + path, "{'model':'alias'}")
            .header("x-litellm-response-cost", "0.003")
            .json("{'text':'a','results':[]}");

    assertThat(rate(record).amount()).isEqualByComparingTo("0.003");
    assertThat(rate(record).source()).isEqualTo(Rating.Source.PROVIDER);
  }

  @Test
  void litellm_costOfNothingWithoutUsage_isUnknownRatherThanFree() {
    UsageRecord record =
        configured
            .post("http://proxy:4000/v1/rerank", "{'model':'alias'}")
            .header("x-litellm-response-cost", "0.00")
            .json("{'results':[]}");

    assertThat(record.billing()).isEqualTo(Billing.unknown(Reasons.NO_USAGE));
  }

  @DisplayName("trap 32: a cost that is told in front of a stream is not believed")
  @ParameterizedTest
  @CsvSource({"0", "0.0", "None"})
  void litellm_costInFrontOfAStream_isNotBelieved(String early) {
    UsageRecord record =
        configured
            .post("http://proxy:4000/v1/chat/completions", "{'model':'alias','stream':true}")
            .header("x-litellm-response-cost", early)
            .header("x-litellm-model-api-base", "https://api.openai.com/v1")
            .events("{'model':'gpt-4o','choices':[]}", CHAT);

    assertThat(rate(record).amount()).isEqualByComparingTo("0.0035");
    assertThat(rate(record).source()).isEqualTo(Rating.Source.LOCAL);
  }

  @Test
  void litellm_aliasOfNobodyKnown_isUnratedNotFree() {
    UsageRecord record =
        configured.post("http://proxy:4000/v1/chat/completions", "{'model':'alias'}").json(CHAT);

    assertThat(rate(record).reason()).isEqualTo(Reasons.UNKNOWN_MODEL);
  }

  @Test
  void litellm_otherFormats_areReadToo() {
    assertThat(configured.post("http://proxy:4000/v1/messages", "{}").json(MESSAGE))
        .counts("input_tokens 1000", "output_tokens 100");
  }

  @Test
  void kong_headerNamesProviderAndModel() {
    UsageRecord record =
        configured
            .post("http://kong:8000/ai/chat/completions", "{}")
            .header("X-Kong-LLM-Model", "openai/gpt-4o")
            .json(CHAT);

    assertThat(rate(record).amount()).isEqualByComparingTo("0.0035");
  }

  @Test
  void vercel_statesWhatTheCallCost() {
    UsageRecord chat =
        traffic
            .post("https://ai-gateway.vercel.sh/v1/chat/completions", "{'model':'openai/gpt-4o'}")
            .json(
                """
                {"model":"openai/gpt-4o","usage":{"prompt_tokens":10,"completion_tokens":1},
                 "provider_metadata":{"gateway":{"cost":"0.0000421"}}}
                """);
    UsageRecord sdk =
        traffic
            .post("https://ai-gateway.vercel.sh/v3/ai/language-model", "{'prompt':[]}")
            .events(
                "{'type':'text-delta','delta':'a'}",
                "{'type':'finish','usage':{'inputTokens':{'total':12,'cacheRead':4},'outputTokens':{'total':7,'reasoning':2}},"
                    + "'providerMetadata':{'gateway':{'cost':'0.00007'}}}");

    assertThat(rate(chat).amount()).isEqualByComparingTo("0.0000421");
    assertThat(rate(sdk).amount()).isEqualByComparingTo("0.00007");
    assertThat(sdk)
        .counts(
            "input_tokens 8",
            "cached_input_tokens 4",
            "output_tokens 5",
            "output_tokens 2 {kind=reasoning}");
  }

  @Test
  void pydantic_estimateInTheReply_isStatedAndUpstreamIsInThePath() {
    String usage = "'usage':{'input_tokens':13,'output_tokens':8%s}}";
    String url = "https://gateway.pydantic.dev/proxy/openai/responses";

    UsageRecord stated =
        traffic
            .post(url, "{'model':'gpt-5'}")
            .header("pydantic-ai-gateway-price-estimate", "0.0001USD")
            .json(
                ("{'model':'gpt-5'," + usage)
                    .formatted(",'pydantic_ai_gateway':{'cost_estimate':9.625e-05}"));
    UsageRecord computed =
        traffic.post(url, "{'model':'gpt-5'}").json(("{'model':'gpt-5'," + usage).formatted(""));

    assertThat(rate(stated).amount()).isEqualByComparingTo("0.00009625");
    assertThat(rate(stated).source()).isEqualTo(Rating.Source.PROVIDER);
    // 13 x 1.25 and 8 x 10 a million
    assertThat(rate(computed).amount()).isEqualByComparingTo("0.00009625");
    assertThat(rate(computed).source()).isEqualTo(Rating.Source.LOCAL);
  }

  @Test
  void portkey_promptWithoutModel_isPricedByWhoAnswered() {
    String url = "https://api.portkey.ai/v1/prompts/p-1/completions";

    UsageRecord answered =
        traffic.post(url, "{'variables':{}}").header("openai-version", "2020-10-01").json(CHAT);
    UsageRecord unknown = traffic.post(url, "{'variables':{}}").json(CHAT);

    assertThat(rate(answered).amount()).isEqualByComparingTo("0.0035");
    assertThat(rate(unknown).reason()).isEqualTo(Reasons.UNKNOWN_MODEL);
  }

  @Test
  void helicone_targetAndHostNameWhoSendsTheBill() {
    UsageRecord host = traffic.post("https://oai.helicone.ai/v1/chat/completions", "{}").json(CHAT);

    assertThat(rate(host).amount()).isEqualByComparingTo("0.0035");
  }

  @ParameterizedTest
  @CsvSource({
    "https://router.huggingface.co/together/v1/chat/completions, deepseek-ai/DeepSeek-R1",
    "https://router.huggingface.co/v1/chat/completions,          deepseek-ai/DeepSeek-R1:together",
  })
  void huggingface_whoServesTheModelSetsItsPrice(String url, String model) {
    UsageRecord record =
        traffic
            .post(url, "{'model':'" + model + "'}")
            .json("{'usage':{'prompt_tokens':1000000,'completion_tokens':1000000}}");

    // Together's 3 + 7
    assertThat(rate(record).amount()).isEqualByComparingTo("10");
    assertThat(rate(record).priceId()).startsWith("huggingface.together/");
  }

  /** A route has the path of the upstream's own API. */
  @ParameterizedTest
  @CsvSource({
    "novita/v3/openai,          moonshotai/Kimi-K2-Instruct,       2.87, huggingface.novita/",
    "groq/openai/v1,            qwen/qwen3-32b,                    0.88, huggingface.groq/",
    "fireworks-ai/inference/v1, meta-llama/Llama-3.3-70B-Instruct, 1.8,  huggingface.fireworks-ai/",
    "deepinfra/v1/openai,       deepseek-ai/DeepSeek-R1,           3.1,  deepinfra/",
    "cohere/compatibility/v1,   CohereLabs/command-a-03-2025,      12.5, cohere/",
    "zai-org/api/paas/v4,       zai-org/GLM-4.5,                   2.8,  zai/",
  })
  void huggingface_routeToEachUpstream_isReadAndPriced(
      String route, String model, String amount, String card) {
    UsageRecord record =
        traffic
            .post(
                "https://router.huggingface.co/" + route + "/chat/completions",
                "{'model':'" + model + "'}")
            .json("{'usage':{'prompt_tokens':1000000,'completion_tokens':1000000}}");

    assertThat(record.operation()).isEqualTo("chat");
    assertThat(rate(record).amount()).isEqualByComparingTo(amount);
    assertThat(rate(record).priceId()).startsWith(card);
  }
}
