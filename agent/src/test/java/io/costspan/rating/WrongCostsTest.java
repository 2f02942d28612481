package io.costspan.rating;

import static io.costspan.rating.Call.assertAmount;
import static io.costspan.rating.Call.call;
import static io.costspan.usage.UsageMeter.AUDIO_SECONDS;
import static io.costspan.usage.UsageMeter.CACHED_INPUT_TOKENS;
import static io.costspan.usage.UsageMeter.CACHE_WRITE_TOKENS;
import static io.costspan.usage.UsageMeter.COMPUTE_SECONDS;
import static io.costspan.usage.UsageMeter.IMAGES;
import static io.costspan.usage.UsageMeter.INPUT_TOKENS;
import static io.costspan.usage.UsageMeter.OUTPUT_TOKENS;
import static io.costspan.usage.UsageMeter.PIXELS;
import static io.costspan.usage.UsageMeter.QUERIES;
import static io.costspan.usage.UsageMeter.REQUESTS;
import static io.costspan.usage.UsageMeter.TOOL_CALLS;
import static io.costspan.usage.UsageMeter.VIDEO_SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.ratecard.PriceTable;
import io.costspan.ratecard.TestPrices;
import io.costspan.rating.Rating.Status;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Calls whose cost other tools got wrong, by the issue that reports it; rated with our own cards.
 */
class WrongCostsTest {
  private static final Supplier<PriceTable> PRICES = TestPrices.bundled();

  @Test
  @DisplayName("BerriAI/litellm#9812: cache writes stand outside Anthropic's input")
  void cacheWriteBesideInput() {
    call("anthropic", "claude-3-7-sonnet-20250219")
        .used(INPUT_TOKENS, 3)
        .used(CACHE_WRITE_TOKENS, 12_304, "ttl", "5m")
        .used(OUTPUT_TOKENS, 550)
        .costs("0.054399");
  }

  @Test
  @DisplayName("BerriAI/litellm#6575: a cache write is not input as well")
  void cacheWriteOnce() {
    call("anthropic", "claude-3-5-sonnet-20241022")
        .used(CACHE_WRITE_TOKENS, 1000, "ttl", "5m")
        .costs("0.00375");
  }

  @Test
  @DisplayName("BerriAI/litellm#31282: a custom price per kind of input")
  void customPrice() {
    String card =
        """
        {"id":"me/c","provider":"anthropic","model":"c","price":[
         {"meter":"input_tokens","rate":"3"},{"meter":"cache_write_tokens","rate":"3.75"},
         {"meter":"cached_input_tokens","rate":"0.3"}]}""";
    call("anthropic", "c")
        .used(INPUT_TOKENS, 100)
        .used(CACHE_WRITE_TOKENS, 700)
        .used(CACHED_INPUT_TOKENS, 200)
        .costs("0.002985", TestPrices.users(card));
  }

  @Test
  @DisplayName("BerriAI/litellm#11364: a regional profile with cache reads and writes")
  void regionalProfile() {
    call("aws.bedrock", "eu.anthropic.claude-opus-4-5-20251101-v1:0")
        .used(INPUT_TOKENS, 10)
        .used(CACHED_INPUT_TOKENS, 66_360)
        .used(CACHE_WRITE_TOKENS, 32_435)
        .used(OUTPUT_TOKENS, 5120)
        .costs("0.400343625");
  }

  @Test
  @DisplayName("earendil-works/pi#2148: Gemini's cached tokens at the cached rate")
  void geminiCached() {
    call("gcp.gemini", "gemini-3-flash-preview")
        .used(INPUT_TOKENS, 20_212 - 16_298)
        .used(CACHED_INPUT_TOKENS, 16_298)
        .used(OUTPUT_TOKENS, 931)
        .costs("0.0055649");
  }

  @Test
  @DisplayName("maximhq/bifrost#904: cached input is a tenth for gpt-5")
  void gpt5Cached() {
    call("openai", "gpt-5").used(CACHED_INPUT_TOKENS, 1_000_000).costs("0.125");
  }

  @Test
  @DisplayName("BerriAI/litellm#35925: reasoning scales with the tier")
  void reasoningInPriorityTier() {
    call("gcp.gemini", "gemini-3.5-flash")
        .with("service_tier", "priority")
        .used(OUTPUT_TOKENS, 160, "kind", "reasoning")
        .costs("0.002592");
  }

  @Test
  @DisplayName("BerriAI/litellm#31142: output of the images endpoint is image tokens")
  void imageTokens() {
    call("openai", "gpt-image-1.5")
        .used(INPUT_TOKENS, 23)
        .used(OUTPUT_TOKENS, 1056, "modality", "image")
        .costs("0.033907");
  }

  @Test
  @DisplayName("BerriAI/litellm#17410: text, reasoning and image tokens of one answer")
  void imageAndReasoning() {
    call("gcp.gemini", "gemini-3-pro-image-preview")
        .used(INPUT_TOKENS, 10)
        .used(OUTPUT_TOKENS, 225, "kind", "reasoning")
        .used(OUTPUT_TOKENS, 1120, "modality", "image")
        .costs("0.13712");
  }

  @Test
  @DisplayName("BerriAI/litellm#13847: gpt-image-1 by tokens, not by a flat price")
  void gptImage1() {
    call("openai", "gpt-image-1")
        .used(INPUT_TOKENS, 150)
        .used(OUTPUT_TOKENS, 8000, "modality", "image")
        .costs("0.32075");
  }

  @Test
  @DisplayName(
      "BerriAI/litellm#28651: image without usage by size and quality, unknown size unrated")
  void imageBySize() {
    Call call = call("azure.ai.openai", "gpt-image-1").with("quality", "high").used(IMAGES, 1);
    assertThat(call.rate(PRICES).reason()).isEqualTo("no_rate.images");
    call.with("size", "1024x1024").costs("0.167");
  }

  @Test
  @DisplayName("BerriAI/litellm#6278: DALL-E 3")
  void dallE3() {
    call("openai", "dall-e-3")
        .with("quality", "standard")
        .with("size", "1024x1024")
        .used(IMAGES, 1)
        .costs("0.04");
  }

  @Test
  @DisplayName("BerriAI/litellm#37046: priority of a snapshot that only the alias lists")
  void prioritySnapshot() {
    Call call =
        call("openai", "gpt-4o-mini")
            .answeredBy("gpt-4o-mini-2024-07-18")
            .used(INPUT_TOKENS, 9)
            .used(OUTPUT_TOKENS, 2);
    call.costs("0.00000255");
    call.with("service_tier", "priority").costs("0.00000425");
  }

  @Test
  @DisplayName("BerriAI/litellm#13810: flex is half, cached input too")
  void flex() {
    call("openai", "gpt-5-nano")
        .with("service_tier", "flex")
        .used(INPUT_TOKENS, 1_000_000)
        .used(CACHED_INPUT_TOKENS, 1_000_000)
        .used(OUTPUT_TOKENS, 1_000_000)
        .costs("0.2275");
  }

  @Test
  @DisplayName("BerriAI/litellm#38802: the provider's own figure counts")
  void statedCost() {
    call("deepinfra", "any/model")
        .used(INPUT_TOKENS, 11)
        .used(OUTPUT_TOKENS, 5)
        .stated("8.775e-06")
        .costs("0.000008775");
  }

  @Test
  @DisplayName("BerriAI/litellm#37724: flex on Vertex AI")
  void vertexFlex() {
    call("gcp.vertex_ai", "gemini-3.5-flash")
        .with("service_tier", "flex")
        .used(INPUT_TOKENS, 7)
        .used(OUTPUT_TOKENS, 205)
        .costs("0.00092775");
  }

  @Test
  @DisplayName("BerriAI/litellm#31316: each web search of a response")
  void webSearches() {
    call("openai", "gpt-5-mini").used(TOOL_CALLS, 4, "tool", "web_search").costs("0.04");
  }

  @Test
  @DisplayName("BerriAI/litellm#10384: a tool that was offered and not called costs nothing")
  void toolNotCalled() {
    call("openai", "gpt-5-mini")
        .used(INPUT_TOKENS, 1000)
        .used(TOOL_CALLS, 0, "tool", "web_search")
        .costs("0.00025");
  }

  @Test
  @DisplayName("BerriAI/litellm#36377: each query from Gemini 3 on, each prompt before")
  void groundedSearch() {
    call("gcp.gemini", "gemini-3-flash-preview")
        .used(TOOL_CALLS, 2, "tool", "google_search")
        .costs("0.028");
    call("gcp.gemini", "gemini-2.5-flash")
        .used(TOOL_CALLS, 3, "tool", "google_search")
        .costs("0.035");
  }

  @Test
  @DisplayName("BerriAI/litellm#16996: Anthropic's web search")
  void anthropicSearch() {
    call("anthropic", "claude-sonnet-4-5")
        .used(TOOL_CALLS, 3, "tool", "web_search")
        .with("service_tier", "batch")
        .costs("0.03");
  }

  @Test
  @DisplayName("BerriAI/litellm#30652: the request fee of Perplexity")
  void requestFee() {
    call("perplexity", "sonar")
        .with("search_context", "low")
        .used(REQUESTS, 1)
        .used(INPUT_TOKENS, 100)
        .used(OUTPUT_TOKENS, 50)
        .costs("0.00515");
  }

  @Test
  @DisplayName("bgeneto/open-webui-cost-tracker#6: all meters of deep research")
  void deepResearch() {
    call("perplexity", "sonar-deep-research")
        .used(INPUT_TOKENS, 108)
        .used(OUTPUT_TOKENS, 3256)
        .used(OUTPUT_TOKENS, 7299, "kind", "citation")
        .used(OUTPUT_TOKENS, 73_248, "kind", "reasoning")
        .used(QUERIES, 74)
        .costs("0.630606");
  }

  @Test
  @DisplayName("BerriAI/litellm#23842: a minute of whisper once")
  void whisper() {
    call("openai", "whisper-1").used(AUDIO_SECONDS, 60).costs("0.006");
  }

  @Test
  @DisplayName("BerriAI/litellm#16570: ten seconds at least")
  void groqMinimum() {
    call("groq", "whisper-large-v3").used(AUDIO_SECONDS, 4).costs("0.0003083");
  }

  @Test
  @DisplayName("BerriAI/litellm#27612: the au. profile is dearer than the global price")
  void auProfile() {
    call("aws.bedrock", "au.anthropic.claude-sonnet-4-5-20250929-v1:0")
        .used(INPUT_TOKENS, 1_000_000)
        .costs("6.6");
    call("aws.bedrock", "au.anthropic.claude-sonnet-4-5-20250929-v1:0")
        .used(INPUT_TOKENS, 1000)
        .used(OUTPUT_TOKENS, 1000)
        .costs("0.0198");
  }

  @Test
  @DisplayName("pydantic/genai-prices#689: a profile without version")
  void profileWithoutVersion() {
    call("aws.bedrock", "us.anthropic.claude-fable-5")
        .used(INPUT_TOKENS, 1000)
        .used(OUTPUT_TOKENS, 100)
        .costs("0.0165");
  }

  @Test
  @DisplayName("BerriAI/litellm#37751: gpt-image-2 by quality")
  void gptImage2() {
    Call call = call("openai", "gpt-image-2").with("size", "1024x1024").used(IMAGES, 1);
    call.with("quality", "low").costs("0.006");
    call.with("quality", "high").costs("0.211");
  }

  @Test
  @DisplayName("BerriAI/litellm#38378: speed as served, for cache writes too")
  void fastMode() {
    Call call = call("anthropic", "claude-opus-4-8").used(CACHE_WRITE_TOKENS, 44_667, "ttl", "5m");
    call.costs("0.27916875");
    call.with("speed", "fast").costs("0.5583375");
  }

  @Test
  @DisplayName("synthetic-sciences/openscience#121: cache writes make a long context too")
  void longContextByCacheWrites() {
    call("anthropic", "claude-sonnet-4-5-20250929")
        .used(INPUT_TOKENS, 10_000)
        .used(CACHE_WRITE_TOKENS, 195_000, "ttl", "5m")
        .costs("1.5225");
  }

  @Test
  @DisplayName("anthropics/claude-code#83690: inference in the US costs a tenth more")
  void usInference() {
    call("anthropic", "claude-opus-4-6")
        .with("inference_geo", "us")
        .used(INPUT_TOKENS, 1_000_000)
        .at("2026-08-21T12:00:00Z")
        .costs("5.5");
  }

  @Test
  @DisplayName("BerriAI/litellm#25348: Veo by resolution")
  void veo() {
    Call call = call("gcp.gemini", "veo-3.1-lite-generate-preview").used(VIDEO_SECONDS, 8);
    call.with("resolution", "720p").costs("0.4");
    call.with("resolution", "1080p").costs("0.64");
  }

  @Test
  @DisplayName("anthropics/claude-code#27890: a profile of one's own is priced by mapping alone")
  void applicationInferenceProfile() {
    Call call =
        call(
                "aws.bedrock",
                "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/a1B2c3")
            .used(INPUT_TOKENS, 1_000_000);
    assertThat(call.rate(PRICES).reason()).isEqualTo("unknown_model");
    call.costs(
        "6.6",
        TestPrices.users(
            """
                {"id":"me/agents","provider":"aws.bedrock",
                 "model":"arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/a1B2c3",
                 "as":"us.anthropic.claude-sonnet-4-5-20250929-v1:0"}"""));
  }

  @Test
  @DisplayName("coder/coder#28877: an ARN of Amazon's own profile names its model and geography")
  void inferenceProfileArn() {
    call(
            "aws.bedrock",
            "arn:aws:bedrock:eu-west-1:123456789012:inference-profile/au.anthropic.claude-sonnet-4-5-20250929-v1:0")
        .used(INPUT_TOKENS, 1_000_000)
        .costs("6.6");
  }

  @Test
  @DisplayName("langchain-ai/langchain#14912: a deployment's configured model beats the answer's")
  void azureBaseModel() {
    call("azure.ai.openai", "my-gpt4")
        .with("deployment", "my-gpt4")
        .answeredBy("gpt-4")
        .used(INPUT_TOKENS, 1_000_000)
        .costs(
            "2.5",
            TestPrices.users(
                """
                    {"id":"me/gpt4","provider":"azure.ai.openai","model":"*","when":{"deployment":"my-gpt4"},
                     "like":"azure.ai.openai/gpt-4o"}"""));
  }

  @Test
  @DisplayName(
      "pydantic/genai-prices#455: another maker's model at Azure costs what its maker asks")
  void azureHostedModel() {
    Rating rating =
        call("azure.ai.openai", "claude-sonnet-4-5").used(INPUT_TOKENS, 1_000_000).rate(PRICES);
    assertThat(rating.priceId()).isEqualTo("azure.ai.openai/anthropic/claude-sonnet-4-5");
    assertAmount(rating, "6");
  }

  @Test
  @DisplayName("ferro-labs/ai-gateway#281: an unknown model has no cost at all")
  void unknownModel() {
    Rating rating = call("openai", "gpt-unheard-of").used(INPUT_TOKENS, 100).rate(PRICES);
    assertThat(rating.status()).isEqualTo(Status.UNRATED);
    assertThat(rating.amount()).isNull();
  }

  @Test
  @DisplayName("replicate/replicate-python#243: seconds on hardware that nobody named")
  void unnamedHardware() {
    Rating rating = call("replicate", "owner/unheard-of").used(COMPUTE_SECONDS, "8.2").rate(PRICES);
    assertThat(rating.status()).isEqualTo(Status.UNRATED);
  }

  @Test
  @DisplayName(
      "pollinations/pollinations#14811: a fee per run, decimal megapixels of output and references")
  void runAndMegapixels() {
    Call call =
        call("replicate", "black-forest-labs/flux.2-max")
            .used(REQUESTS, 1)
            .used(PIXELS, 1024 * 1024);
    call.costs("0.07145728");
    call.used(PIXELS, 640 * 480, "kind", "input").costs("0.08067328");
  }
}
