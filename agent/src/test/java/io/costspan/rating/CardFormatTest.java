package io.costspan.rating;

import static io.costspan.rating.Call.call;
import static io.costspan.usage.UsageMeter.AUDIO_SECONDS;
import static io.costspan.usage.UsageMeter.CACHED_INPUT_TOKENS;
import static io.costspan.usage.UsageMeter.CACHE_WRITE_TOKENS;
import static io.costspan.usage.UsageMeter.CHARACTERS;
import static io.costspan.usage.UsageMeter.COMPUTE_SECONDS;
import static io.costspan.usage.UsageMeter.CREDITS;
import static io.costspan.usage.UsageMeter.IMAGES;
import static io.costspan.usage.UsageMeter.INPUT_TOKENS;
import static io.costspan.usage.UsageMeter.OUTPUT_TOKENS;
import static io.costspan.usage.UsageMeter.PIXELS;
import static io.costspan.usage.UsageMeter.QUERIES;
import static io.costspan.usage.UsageMeter.REQUESTS;
import static io.costspan.usage.UsageMeter.SEARCH_UNITS;
import static io.costspan.usage.UsageMeter.TOOL_CALLS;
import static io.costspan.usage.UsageMeter.VIDEO_SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.ratecard.PriceTable;
import io.costspan.ratecard.TestPrices;
import io.costspan.rating.Rating.Status;
import java.math.BigDecimal;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What the card format can express: every shape of price that vendors are known to use. */
class CardFormatTest {

  @Test
  void imageBySizeAndQuality() {
    Supplier<PriceTable> prices =
        TestPrices.users(
            """
            {"id":"openai/dall-e-3","provider":"openai","model":"dall-e-3","price":[
             {"meter":"images","rate":"0.12","when":{"quality":"hd","size":["1792x1024","1024x1792"]}},
             {"meter":"images","rate":"0.08","when":{"quality":"hd"}},
             {"meter":"images","rate":"0.08","when":{"size":["1792x1024","1024x1792"]}},
             {"meter":"images","rate":"0.04"}]}""");
    Call twoWide = call("openai", "dall-e-3").used(IMAGES, 2);
    assertAmount(twoWide.with("quality", "hd").with("size", "1792x1024").rate(prices), "0.24");
    assertAmount(twoWide.with("size", "1024x1024").rate(prices), "0.16");
    assertAmount(twoWide.with("quality", "standard").rate(prices), "0.08");
  }

  @Test
  void imageByTokenWithPricePerImageAsFallback() {
    Supplier<PriceTable> prices =
        TestPrices.users(
            """
            {"id":"openai/gpt-image-1.5","provider":"openai","model":"gpt-image-1.5*","price":[
             {"meter":"input_tokens","rate":"8","when":{"modality":"image"}},
             {"meter":"input_tokens","rate":"5"},
             {"meter":"output_tokens","rate":"32","when":{"modality":"image"}},
             {"meter":"output_tokens","rate":"10"},
             {"meter":"images","rate":"0.034","when":{"quality":"medium","size":"1024x1024"}}]}""");
    assertAmount(
        call("openai", "gpt-image-1.5-2025-12-16")
            .used(INPUT_TOKENS, 23)
            .used(OUTPUT_TOKENS, 1056, "modality", "image")
            .rate(prices),
        "0.033907");
    assertAmount(
        call("openai", "gpt-image-1.5")
            .used(IMAGES, 1)
            .with("quality", "medium")
            .with("size", "1024x1024")
            .rate(prices),
        "0.034");
  }

  private static final String SONNET =
      """
      {"id":"anthropic/claude-sonnet-4-5","provider":"anthropic","model":"claude-sonnet-4-5*","price":[
       {"meter":"tool_calls","rate":"10","per":1000,"when":{"tool":"web_search"}},
       {"meter":"input_tokens","rate":"6","when":{"context":">200000"}},
       {"meter":"input_tokens","rate":"3"},
       {"meter":"output_tokens","rate":"22.5","when":{"context":">200000"}},
       {"meter":"output_tokens","rate":"15"}],
       "times":[{"by":"0.5","when":{"service_tier":"batch"},"on":"*_tokens"}]}""";

  @Test
  void tokensAndToolCallsBlended() {
    Call call =
        call("anthropic", "claude-sonnet-4-5-20250929")
            .used(INPUT_TOKENS, 6039)
            .used(OUTPUT_TOKENS, 931)
            .used(TOOL_CALLS, 1, "tool", "web_search");
    assertAmount(call.rate(TestPrices.users(SONNET)), "0.042082");
    assertAmount(call.with("service_tier", "batch").rate(TestPrices.users(SONNET)), "0.026041");
  }

  @Test
  void longContextReplacesThePriceOfTheWholeRequest() {
    assertAmount(
        call("anthropic", "claude-sonnet-4-5")
            .used(INPUT_TOKENS, 200_000)
            .used(OUTPUT_TOKENS, 1000)
            .rate(TestPrices.users(SONNET)),
        "0.615");
    assertAmount(
        call("anthropic", "claude-sonnet-4-5")
            .used(INPUT_TOKENS, 200_001)
            .used(OUTPUT_TOKENS, 1000)
            .rate(TestPrices.users(SONNET)),
        "1.222506");
  }

  @Test
  void factorsMultiplyAndScaleCachedTokensToo() {
    Supplier<PriceTable> prices =
        TestPrices.users(
            """
            {"id":"anthropic/claude-opus-5","provider":"anthropic","model":"claude-opus-5","price":[
             {"meter":"cached_input_tokens","rate":"0.5"}],
             "times":[{"by":"2","when":{"speed":"fast"}},{"by":"1.1","when":{"inference_geo":"us"}}]}""");
    Rating rating =
        call("anthropic", "claude-opus-5")
            .used(CACHED_INPUT_TOKENS, 6034)
            .with("speed", "fast")
            .with("inference_geo", "us")
            .rate(prices);
    assertAmount(rating, "0.0066374");
    assertThat(rating.charges())
        .singleElement()
        .hasToString("cached_input_tokens 6034 x 0.5/1000000 x 2.2 = 0.0066374");
  }

  @Test
  void requestFeeBySearchContext() {
    Supplier<PriceTable> prices =
        TestPrices.users(
            """
            {"id":"perplexity/sonar","provider":"perplexity","model":"sonar","price":[
             {"meter":"requests","rate":"0.012","when":{"search_context":"high"}},
             {"meter":"requests","rate":"0.008","when":{"search_context":"medium"}},
             {"meter":"requests","rate":"0.005"},
             {"meter":"*_tokens","rate":"1"}]}""");
    Call call =
        call("perplexity", "sonar")
            .used(REQUESTS, 1)
            .used(INPUT_TOKENS, 100)
            .used(OUTPUT_TOKENS, 50);
    assertAmount(call.rate(prices), "0.00515");
    assertAmount(call.with("search_context", "medium").rate(prices), "0.00815");
    assertAmount(call.with("search_context", "high").rate(prices), "0.01215");
  }

  @Test
  void startedMegapixelsAreBilledInFull() {
    Supplier<PriceTable> prices =
        TestPrices.users(
            """
            {"id":"fal/flux-dev","provider":"fal","model":"fal-ai/flux/dev","price":[
             {"meter":"pixels","rate":"0.025","per":1048576,"round":"up"}]}""");
    Rating one = call("fal", "fal-ai/flux/dev").used(PIXELS, 1920 * 1080).rate(prices);
    assertAmount(one, "0.05");
    assertThat(one.charges()).singleElement().hasToString("pixels 2097152 x 0.025/1048576 = 0.05");
    assertAmount(
        call("fal", "fal-ai/flux/dev").used(PIXELS, 100).used(PIXELS, 100).rate(prices), "0.05");
  }

  @Test
  void measuresOfTheSameWork_theFirstWithALineIsBilled() {
    String perImage =
        """
        {"id":"me/i","provider":"replicate","model":"owner/i","price":[
         {"meter":"images","rate":"0.04"},{"meter":"compute_seconds","rate":"9"}]}""";
    String perSecond =
        """
        {"id":"me/s","provider":"replicate","model":"owner/s","price":[
         {"meter":"compute_seconds","rate":"0.001"},{"meter":"requests","rate":"1"}]}""";
    Supplier<PriceTable> prices = TestPrices.users(perImage, perSecond);
    assertAmount(measured("owner/i").rate(prices), "0.08");
    assertAmount(measured("owner/s").rate(prices), "0.002");
    assertAmount(measured("owner/s").used(REQUESTS, 1).rate(prices), "1.002");
    Rating unknown =
        measured("owner/s").rate(TestPrices.users(perSecond.replace("compute_s", "audio_s")));
    assertThat(unknown.status()).isEqualTo(Status.UNRATED);
    assertThat(unknown.reason()).isEqualTo("unknown_hardware");
  }

  private static Call measured(String model) {
    return call("replicate", model).used(IMAGES, 2).or(PIXELS, "2000000").or(COMPUTE_SECONDS, "2");
  }

  @Test
  void measureInSeveralQuantities_isBilledWhole() {
    Supplier<PriceTable> prices =
        TestPrices.users(
            """
            {"id":"me/p","provider":"fal","model":"p","price":[
             {"meter":"pixels","rate":"0.03","per":"1000000","round":"up"}]}""");
    assertAmount(
        call("fal", "p").used(IMAGES, 2).or(PIXELS, "10").or(PIXELS, "10").rate(prices), "0.06");
  }

  @Test
  void imagesByMegapixelAndSteps_neverBelowTheUsualSteps() {
    Supplier<PriceTable> prices =
        TestPrices.users(
            """
            {"id":"together/schnell","provider":"together","model":"schnell",
             "price":[{"meter":"pixels","rate":"0.0027","per":"1000000"}],
             "times":[{"by":"steps","per":"4","min":"4"}]}""");
    Call call = call("together", "schnell").used(PIXELS, 1_000_000);
    assertAmount(call.rate(prices), "0.0027");
    Rating twice = call.with("steps", "8").rate(prices);
    assertAmount(twice, "0.0054");
    assertThat(twice.charges())
        .singleElement()
        .hasToString("pixels 1000000 x 0.0027/1000000 x 2 = 0.0054");
    assertAmount(call.with("steps", "2").rate(prices), "0.0027");
    assertAmount(call.with("steps", "many").rate(prices), "0.0027");
  }

  @Test
  void imagesByStep() {
    Supplier<PriceTable> prices =
        TestPrices.users(
            """
            {"id":"fireworks/sdxl","provider":"fireworks","model":"sdxl",
             "price":[{"meter":"images","rate":"0.0039"}],"times":[{"by":"steps","per":"30"}]}""");
    assertAmount(
        call("fireworks", "sdxl").used(IMAGES, 2).with("steps", "15").rate(prices), "0.0039");
  }

  @Test
  void videoSecondsWithAndWithoutSound() {
    Supplier<PriceTable> prices =
        TestPrices.users(
            """
            {"id":"fal/kling-o3","provider":"fal","model":"fal-ai/kling-video/o3/standard/*","price":[
             {"meter":"video_seconds","rate":"0.112","when":{"audio":"true"}},
             {"meter":"video_seconds","rate":"0.084"}]}""");
    Call call = call("fal", "fal-ai/kling-video/o3/standard/image-to-video").used(VIDEO_SECONDS, 5);
    assertAmount(call.rate(prices), "0.42");
    assertAmount(call.with("audio", "true").rate(prices), "0.56");
  }

  @Test
  void computeSecondsByHardware() {
    Supplier<PriceTable> prices =
        TestPrices.users(
            """
            {"id":"fal/gpu","provider":"fal","model":"*","price":[
             {"meter":"compute_seconds","rate":"1.89","per":3600,"when":{"hardware":"H100"}}]}""",
            """
            {"id":"replicate/hw","provider":"replicate","model":"*","price":[
             {"meter":"compute_seconds","rate":"0.000975","when":{"hardware":"gpu-l40s"}}]}""");
    assertAmount(
        call("fal", "someone/app")
            .used(COMPUTE_SECONDS, "12.4")
            .with("hardware", "H100")
            .rate(prices),
        "0.00651");
    assertAmount(
        call("replicate", "owner/model")
            .used(COMPUTE_SECONDS, "8.2")
            .with("hardware", "gpu-l40s")
            .rate(prices),
        "0.007995");
    Rating unnamed = call("replicate", "owner/model").used(COMPUTE_SECONDS, "8.2").rate(prices);
    assertThat(unnamed.status()).isEqualTo(Status.UNRATED);
    assertThat(unnamed.reason()).isEqualTo("unknown_hardware");
  }

  @Test
  void speechByCharacterAndByMinute() {
    Supplier<PriceTable> prices =
        TestPrices.users(
            """
            {"id":"openai/tts-1","provider":"openai","model":"tts-1*","price":[
             {"meter":"characters","rate":"15","per":1000000}]}""",
            """
            {"id":"openai/whisper-1","provider":"openai","model":"whisper-1","price":[
             {"meter":"audio_seconds","rate":"0.006","per":60}]}""");
    assertAmount(call("openai", "tts-1-hd").used(CHARACTERS, 412).rate(prices), "0.00618");
    assertAmount(call("openai", "whisper-1").used(AUDIO_SECONDS, 62).rate(prices), "0.0062");
  }

  @Test
  void rerankBySearchUnit() {
    Supplier<PriceTable> prices =
        TestPrices.users(
            """
            {"id":"cohere/rerank","provider":"cohere","model":"rerank-*","price":[
             {"meter":"search_units","rate":"2","per":1000}]}""");
    assertAmount(call("cohere", "rerank-v3.5").used(SEARCH_UNITS, 3).rate(prices), "0.006");
  }

  @Test
  void credits() {
    Supplier<PriceTable> prices =
        TestPrices.users(
            """
            {"id":"tavily/credit","provider":"tavily","model":"*","price":[{"meter":"credits","rate":"0.008"}]}""");
    assertAmount(call("tavily", null).used(CREDITS, "2.4").rate(prices), "0.0192");
  }

  @Test
  void requestByNumberOfResults() {
    Supplier<PriceTable> prices =
        TestPrices.users(
            """
            {"id":"exa/search","provider":"exa","model":"*","price":[
             {"meter":"requests","rate":"5","per":1000,"when":{"results":"<=25"}},
             {"meter":"requests","rate":"25","per":1000,"when":{"results":"<=100"}}]}""");
    Call call = call("exa", null).used(REQUESTS, 1);
    assertAmount(call.with("results", "25").rate(prices), "0.005");
    assertAmount(call.with("results", "26").rate(prices), "0.025");
    assertThat(call.with("results", "101").rate(prices).reason()).isEqualTo("no_rate.requests");
  }

  @Test
  void flatRequest_whateverItsTokens() {
    Supplier<PriceTable> prices =
        TestPrices.users(
            """
            {"id":"me/house","provider":"house","model":"*","price":[
             {"meter":"requests","rate":"0.02"},{"meter":"*_tokens","rate":"0"}]}""");
    assertAmount(
        call("house", "any").used(REQUESTS, 1).used(INPUT_TOKENS, 90_000).rate(prices), "0.02");
  }

  @Test
  void queriesBySearchContext() {
    Supplier<PriceTable> prices =
        TestPrices.users(
            """
            {"id":"p/research","provider":"perplexity","model":"research","price":[
             {"meter":"queries","rate":"12","per":1000,"when":{"search_context":"high"}},
             {"meter":"queries","rate":"5","per":1000},
             {"meter":"*_tokens","rate":"2"}]}""");
    Call call = call("perplexity", "research").used(QUERIES, 18).used(INPUT_TOKENS, 1000);
    assertAmount(call.rate(prices), "0.092");
    assertAmount(call.with("search_context", "high").rate(prices), "0.218");
  }

  private static final String TRANSLATE =
      """
      {"id":"gcp.translate/nmt","provider":"gcp.translate","model":"*","when":{"operation":"translate"},
       "price":[{"meter":"characters","per":1000000,"over":"month",
                 "bands":[{"upto":500000,"rate":"0"},{"rate":"20"}]}]}""";

  @Test
  void monthlyAllowance_isTakenAsUsedUpUnlessTheUserSaysOtherwise() {
    Call call = call("gcp.translate", null).operation("translate").used(CHARACTERS, 8000);
    assertAmount(call.rate(TestPrices.users(TRANSLATE)), "0.16");
    String fresh =
        """
        {"id":"me/translate","provider":"gcp.translate","model":"*","when":{"operation":"translate"},
         "like":"gcp.translate/nmt","used":{"characters":0}}""";
    Supplier<PriceTable> inside =
        TestPrices.users(
            TRANSLATE.replace("\"operation\":\"translate\"", "\"operation\":\"other\""), fresh);
    assertAmount(call.rate(inside), "0");
    Supplier<PriceTable> halfway =
        TestPrices.users(
            TRANSLATE.replace("\"operation\":\"translate\"", "\"operation\":\"other\""),
            fresh.replace("0}", "496000}"));
    assertAmount(call.rate(halfway), "0.08");
  }

  @Test
  void featuresOfOneImage_companionFree() {
    Supplier<PriceTable> prices =
        TestPrices.users(
            """
            {"id":"gcp.vision/annotate","provider":"gcp.vision","model":"*","price":[
             {"meter":"images","rate":"0","when":{"feature":"SAFE_SEARCH_DETECTION","features":"LABEL_DETECTION"}},
             {"meter":"images","rate":"3.5","per":1000,"when":{"feature":"WEB_DETECTION"}},
             {"meter":"images","rate":"1.5","per":1000}]}""");
    assertAmount(
        call("gcp.vision", null)
            .with("features", "LABEL_DETECTION,SAFE_SEARCH_DETECTION,WEB_DETECTION")
            .used(IMAGES, 1, "feature", "LABEL_DETECTION")
            .used(IMAGES, 1, "feature", "SAFE_SEARCH_DETECTION")
            .used(IMAGES, 1, "feature", "WEB_DETECTION")
            .rate(prices),
        "0.005");
  }

  @Test
  void minimumPerRequest() {
    Supplier<PriceTable> prices =
        TestPrices.users(
            """
            {"id":"aws.comprehend/sentiment","provider":"aws.comprehend","model":"*","price":[
             {"meter":"characters","rate":"0.0001","per":100,"round":"up","min":300}]}""");
    assertAmount(call("aws.comprehend", null).used(CHARACTERS, 120).rate(prices), "0.0003");
    assertAmount(call("aws.comprehend", null).used(CHARACTERS, 301).rate(prices), "0.0004");
  }

  @Test
  void gatewayWithGroupRatio() {
    Supplier<PriceTable> prices =
        TestPrices.users(
            """
            {"id":"me/mole-video","provider":"moleapi","model":"some-video-*",
             "price":[{"meter":"requests","rate":"0.05"}],"times":[{"by":"0.8"}]}""");
    assertAmount(call("moleapi", "some-video-2").used(REQUESTS, 1).rate(prices), "0.04");
  }

  @Test
  void contractUnits_stayThemselvesUntilACardSaysWhatOneCosts() {
    String credits =
        """
        {"id":"copilot_studio/credits","provider":"copilot_studio","model":"*","currency":"x:copilot_credit",
         "price":[{"meter":"requests","rate":"2","when":{"kind":"generative"}},
                  {"meter":"requests","rate":"10","when":{"kind":"graph"}},
                  {"meter":"requests","rate":"5","when":{"kind":"action"}}]}""";
    Call call =
        call("copilot_studio", null)
            .used(REQUESTS, 1, "kind", "generative")
            .used(REQUESTS, 1, "kind", "graph")
            .used(REQUESTS, 1, "kind", "action");
    Rating inCredits = call.rate(TestPrices.users(credits));
    assertAmount(inCredits, "17");
    assertThat(inCredits.currency()).isEqualTo("x:copilot_credit");
    Rating inDollars =
        call.with("plan", "pay")
            .rate(
                TestPrices.users(
                    credits.replace("\"model\":\"*\"", "\"model\":\"none\""),
                    """
                    {"id":"me/copilot","provider":"copilot_studio","model":"*","like":"copilot_studio/credits",
                     "currency":"USD","times":[{"by":"0.01"}]}"""));
    assertAmount(inDollars, "0.17");
    assertThat(inDollars.currency()).isEqualTo("USD");
  }

  @Test
  void tokensCountedAsStartedRequests() {
    Supplier<PriceTable> prices =
        TestPrices.users(
            """
            {"id":"salesforce/einstein","provider":"salesforce","model":"*","currency":"x:einstein_request",
             "price":[{"meter":["input_tokens","output_tokens"],"rate":"1","per":2000,"round":"up","over":"call"}]}""");
    assertAmount(call("salesforce", null).used(INPUT_TOKENS, 6500).rate(prices), "4");
    Rating rating =
        call("salesforce", null)
            .used(INPUT_TOKENS, 5000)
            .used(OUTPUT_TOKENS, 1200)
            .used(OUTPUT_TOKENS, 300, "kind", "reasoning")
            .rate(prices);
    assertThat(rating.charges()).singleElement().hasToString("input_tokens 8000 x 1/2000 = 4");
  }

  @Test
  void graduatedInsideACall() {
    Supplier<PriceTable> prices =
        TestPrices.users(
            """
            {"id":"replicate/flux-2-max","provider":"replicate","model":"black-forest-labs/flux.2-max","price":[
             {"meter":"pixels","per":1000000,"bands":[{"upto":1000000,"rate":"0.07"},{"rate":"0.03"}]}]}""");
    Rating rating =
        call("replicate", "black-forest-labs/flux.2-max").used(PIXELS, 1024 * 1024).rate(prices);
    assertAmount(rating, "0.07145728");
    assertThat(rating.charges()).hasSize(2);
  }

  @Test
  void pricesByHourOfDay_overMidnight() {
    Supplier<PriceTable> prices =
        TestPrices.users(
            """
            {"id":"deepseek/chat","provider":"deepseek","model":"deepseek-chat","price":[
             {"meter":"input_tokens","rate":"1","when":{"time":"16:30-00:30"}},
             {"meter":"input_tokens","rate":"2"}]}""");
    Call call = call("deepseek", "deepseek-chat").used(INPUT_TOKENS, 1_000_000);
    assertAmount(call.at("2026-08-21T16:30:00Z").rate(prices), "1");
    assertAmount(call.at("2026-08-21T00:29:59Z").rate(prices), "1");
    assertAmount(call.at("2026-08-21T00:30:00Z").rate(prices), "2");
  }

  @Test
  void cacheWritesByLifetime() {
    Supplier<PriceTable> prices =
        TestPrices.users(
            """
            {"id":"me/claude","provider":"anthropic","model":"claude-x","price":[
             {"meter":"cache_write_tokens","rate":"6","when":{"ttl":"1h"}},
             {"meter":"cache_write_tokens","rate":"3.75"}]}""");
    assertAmount(
        call("anthropic", "claude-x")
            .used(CACHE_WRITE_TOKENS, 1000, "ttl", "5m")
            .used(CACHE_WRITE_TOKENS, 1000, "ttl", "1h")
            .rate(prices),
        "0.00975");
  }

  static void assertAmount(Rating rating, String amount) {
    assertThat(rating.reason()).isNull();
    assertThat(rating.status()).isEqualTo(Status.RATED);
    assertThat(rating.amount()).isEqualTo(new BigDecimal(amount));
  }
}
