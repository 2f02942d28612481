package io.costspan.rating;

import static io.costspan.rating.Call.call;
import static io.costspan.rating.CardFormatTest.assertAmount;
import static io.costspan.usage.UsageMeter.AUDIO_SECONDS;
import static io.costspan.usage.UsageMeter.CACHED_INPUT_TOKENS;
import static io.costspan.usage.UsageMeter.CACHE_WRITE_TOKENS;
import static io.costspan.usage.UsageMeter.CHARACTERS;
import static io.costspan.usage.UsageMeter.COMPUTE_SECONDS;
import static io.costspan.usage.UsageMeter.IMAGES;
import static io.costspan.usage.UsageMeter.INPUT_TOKENS;
import static io.costspan.usage.UsageMeter.OUTPUT_TOKENS;
import static io.costspan.usage.UsageMeter.PAGES;
import static io.costspan.usage.UsageMeter.QUERIES;
import static io.costspan.usage.UsageMeter.REQUESTS;
import static io.costspan.usage.UsageMeter.SESSIONS;
import static io.costspan.usage.UsageMeter.TOOL_CALLS;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.ratecard.PriceTable;
import io.costspan.ratecard.TestPrices;
import io.costspan.rating.Rating.Status;
import io.costspan.usage.UsageMeter;
import java.util.function.Supplier;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The shapes that prices come in, each with amounts computed by hand: against small price files,
 * and against bundled cards where they have the shape.
 */
class ShapesTest {
  private static final long MILLION = 1_000_000;
  private static final Supplier<PriceTable> BUNDLED = TestPrices.bundled();

  private static Supplier<PriceTable> prices(String lines) {
    return TestPrices.users(
        "{\"id\":\"me/m\",\"provider\":\"house\",\"model\":\"m\"," + lines + "}");
  }

  private static Call house(UsageMeter meter, long count, String... attributes) {
    return call("house", "m").used(meter, count, attributes);
  }

  @Nested
  class Tokens {
    @Test
    void eachKindHasItsRate() {
      assertAmount(
          call("openai", "gpt-4.1")
              .used(INPUT_TOKENS, 1000)
              .used(CACHED_INPUT_TOKENS, 10_000)
              .used(OUTPUT_TOKENS, 500)
              .rate(BUNDLED),
          "0.011"); // 1,000 x 2 + 10,000 x 0.5 + 500 x 8 per million
    }

    @Test
    void modalitiesHaveTheirRates() {
      assertAmount(
          call("openai", "gpt-4o-audio-preview")
              .used(INPUT_TOKENS, 100)
              .used(INPUT_TOKENS, 200, "modality", "audio")
              .used(OUTPUT_TOKENS, 10)
              .used(OUTPUT_TOKENS, 20, "modality", "audio")
              .rate(BUNDLED),
          "0.00995"); // 100 x 2.5 + 200 x 40 + 10 x 10 + 20 x 80
    }

    @Test
    void cacheWrites_byTimeToLive() {
      Call call =
          call("anthropic", "claude-sonnet-4-5")
              .used(INPUT_TOKENS, 1000)
              .used(CACHED_INPUT_TOKENS, 1000)
              .used(CACHE_WRITE_TOKENS, 1000, "ttl", "5m")
              .used(CACHE_WRITE_TOKENS, 1000, "ttl", "1h");
      assertAmount(call.rate(BUNDLED), "0.01305"); // 1,000 x (3 + 0.3 + 3.75 + 6) per million
    }

    @Test
    void cacheWriteWithoutTimeToLive_isOfTheShortKind() {
      assertAmount(
          call("anthropic", "claude-sonnet-4-5")
              .used(CACHE_WRITE_TOKENS, MILLION / 10)
              .rate(BUNDLED),
          "0.375");
    }

    @Test
    void reasoning_mayHaveItsOwnRate() {
      Supplier<PriceTable> prices =
          prices(
              """
              "price":[{"meter":"output_tokens","rate":"3","when":{"kind":"reasoning"}},
                       {"meter":"output_tokens","rate":"8"}]""");
      assertAmount(
          house(OUTPUT_TOKENS, 1000).used(OUTPUT_TOKENS, 9000, "kind", "reasoning").rate(prices),
          "0.035");
    }
  }

  @Nested
  class ContextLength {
    @ParameterizedTest
    @CsvSource({"200000, 0.25", "200001, 0.5000025"})
    void beyondTheLimit_theWholeCallIsDearer(long tokens, String amount) {
      assertAmount(
          call("gcp.gemini", "gemini-2.5-pro").used(INPUT_TOKENS, tokens).rate(BUNDLED), amount);
    }

    @Test
    void cachedAndWrittenTokensCount_andOutputIsDearerToo() {
      Call call =
          call("anthropic", "claude-sonnet-4-5")
              .used(INPUT_TOKENS, 1)
              .used(CACHED_INPUT_TOKENS, 150_000)
              .used(CACHE_WRITE_TOKENS, 50_000, "ttl", "5m")
              .used(OUTPUT_TOKENS, 1000);
      // 1 x 6 + 150,000 x 0.6 + 50,000 x 7.5 + 1,000 x 22.5
      assertAmount(call.rate(BUNDLED), "0.487506");
    }

    @Test
    void limitItself_countsWhereTheProviderSaysSo() {
      Call below = call("x_ai", "grok-4-fast").used(INPUT_TOKENS, 127_999);
      assertAmount(below.rate(BUNDLED), "0.0255998");
      Call at = call("x_ai", "grok-4-fast").used(INPUT_TOKENS, 128_000);
      assertAmount(at.rate(BUNDLED), "0.0512");
    }

    @ParameterizedTest
    @CsvSource({"32000, 0.032", "32001, 0.064002", "128001, 0.384003"})
    void severalSteps(long tokens, String amount) {
      Supplier<PriceTable> prices =
          prices(
              """
              "price":[{"meter":"input_tokens","rate":"3","when":{"context":">128000"}},
                       {"meter":"input_tokens","rate":"2","when":{"context":">32000"}},
                       {"meter":"input_tokens","rate":"1"}]""");
      assertAmount(house(INPUT_TOKENS, tokens).rate(prices), amount);
    }

    @Test
    void tokensOfAnotherModel_doNotCount() {
      Supplier<PriceTable> prices =
          prices(
              """
              "price":[{"meter":"input_tokens","rate":"2","when":{"context":">100"}},
                       {"meter":"input_tokens","rate":"1"}]""");
      assertAmount(
          house(INPUT_TOKENS, 100).used(INPUT_TOKENS, 100, "model", "m").rate(prices), "0.0002");
    }
  }

  @Nested
  class Tiers {
    @ParameterizedTest
    @CsvSource({"standard, 15", "batch, 7.5", "flex, 7.5", "priority, 30"})
    void asServed(String tier, String amount) {
      Call call = call("openai", "gpt-5.4").with("service_tier", tier).used(OUTPUT_TOKENS, MILLION);
      assertAmount(call.rate(BUNDLED), amount);
    }

    @Test
    void tierOfItsOwn_andFactor_doNotAddUp() {
      // gpt-5.4 lists flex prices: cached input 0.13 instead of half of 0.25.
      Call call =
          call("openai", "gpt-5.4")
              .with("service_tier", "flex")
              .used(CACHED_INPUT_TOKENS, MILLION / 10);
      assertAmount(call.rate(BUNDLED), "0.013");
    }

    @Test
    void tierAndLongContextTogether() {
      Call call =
          call("openai", "gpt-5.4").with("service_tier", "batch").used(INPUT_TOKENS, 300_000);
      assertAmount(call.rate(BUNDLED), "0.75"); // 300,000 x 5 x 0.5 per million
    }

    @Test
    void factorOnTokens_leavesFees() {
      Call call =
          call("anthropic", "claude-sonnet-4-5")
              .with("service_tier", "batch")
              .used(INPUT_TOKENS, 1000)
              .used(TOOL_CALLS, 1, "tool", "web_search");
      assertAmount(call.rate(BUNDLED), "0.0115"); // 0.003 x 0.5 + 0.01
    }

    @Test
    void fastMode_scalesCacheReads() {
      Call call = call("anthropic", "claude-opus-4-8").used(CACHED_INPUT_TOKENS, 10_000);
      assertAmount(call.rate(BUNDLED), "0.005");
      assertAmount(call.with("speed", "fast").rate(BUNDLED), "0.01");
    }

    @Test
    void unknownTier_isPricedAsStandard() {
      Call call = call("openai", "gpt-4.1").with("service_tier", "auto").used(INPUT_TOKENS, 1000);
      assertAmount(call.rate(BUNDLED), "0.002");
    }
  }

  @Nested
  class Regions {
    @Test
    void residencyInTheUs_costsATenthMore() {
      Call call = call("anthropic", "claude-sonnet-5").used(INPUT_TOKENS, MILLION / 10);
      assertAmount(call.rate(BUNDLED), "0.2");
      assertAmount(call.with("inference_geo", "us").rate(BUNDLED), "0.22");
    }

    @Test
    void regionalHost_costsATenthMore() {
      Call call = call("openai", "gpt-5.4").used(INPUT_TOKENS, 100_000);
      assertAmount(call.rate(BUNDLED), "0.25");
      assertAmount(call.with("geo", "eu").rate(BUNDLED), "0.275");
    }

    @Test
    void regionAndTier_multiply() {
      Call call =
          call("openai", "gpt-5.4")
              .with("geo", "us")
              .with("service_tier", "priority")
              .used(INPUT_TOKENS, 100_000);
      assertAmount(call.rate(BUNDLED), "0.55"); // 0.25 x 2 x 1.1
    }

    @Test
    void regionWithItsOwnCard() {
      Call call = call("aws.bedrock", "meta.llama3-8b-instruct-v1:0").used(OUTPUT_TOKENS, 10_000);
      assertAmount(call.rate(BUNDLED), "0.006");
      assertAmount(call.with("region", "eu-west-2").rate(BUNDLED), "0.0078");
    }
  }

  @Nested
  class Time {
    private static final String WINDOWS =
        """
        "price":[{"meter":"requests","rate":"1","when":{"time":"22:00-06:00"}},
                 {"meter":"requests","rate":"2","when":{"time":"12:00-14:00","weekday":["Sat","Sun"]}},
                 {"meter":"requests","rate":"3"}]""";

    @ParameterizedTest
    @CsvSource({
      "2026-08-21T21:59:59Z, 3",
      "2026-08-21T22:00:00Z, 1",
      "2026-08-22T00:00:00Z, 1",
      "2026-08-22T05:59:59Z, 1",
      "2026-08-22T06:00:00Z, 3",
      "2026-08-21T13:00:00Z, 3",
      "2026-08-22T12:00:00Z, 2",
      "2026-08-23T13:59:59Z, 2",
      "2026-08-23T14:00:00Z, 3"
    })
    void windows_halfOpenInUtc_overMidnightAndByWeekday(String at, String amount) {
      assertAmount(house(REQUESTS, 1).at(at).rate(prices(WINDOWS)), amount);
    }

    @ParameterizedTest
    @CsvSource({
      "2026-08-17, Mon", "2026-08-18, Tue", "2026-08-19, Wed", "2026-08-20, Thu",
      "2026-08-21, Fri", "2026-08-22, Sat", "2026-08-23, Sun", "1969-12-31, Wed"
    })
    void weekdays(String day, String name) {
      Supplier<PriceTable> prices =
          prices(
              "\"price\":[{\"meter\":\"requests\",\"rate\":\"1\",\"when\":{\"weekday\":\""
                  + name
                  + "\"}}]");
      assertAmount(house(REQUESTS, 1).at(day + "T00:00:00Z").rate(prices), "1");
      assertAmount(house(REQUESTS, 1).at(day + "T23:59:59Z").rate(prices), "1");
    }

    @Test
    void offPeak() {
      Call call = call("deepseek", "deepseek-reasoner").used(OUTPUT_TOKENS, 1000);
      assertAmount(call.at("2026-08-21T16:29:59Z").rate(BUNDLED), "0.00219");
      assertAmount(call.at("2026-08-21T16:30:00Z").rate(BUNDLED), "0.00055");
    }

    @Test
    void effectiveDates_beginAtMidnightUtc() {
      Call call = call("openai", "o3").used(INPUT_TOKENS, 1000);
      assertAmount(call.at("2025-06-09T23:59:59Z").rate(BUNDLED), "0.01");
      assertAmount(call.at("2025-06-10T00:00:00Z").rate(BUNDLED), "0.002");
    }

    @Test
    void introductoryPrice_ends() {
      Call call = call("anthropic", "claude-sonnet-5").used(OUTPUT_TOKENS, 1000);
      assertAmount(call.at("2026-08-31T23:59:59Z").rate(BUNDLED), "0.01");
      assertAmount(call.at("2026-09-01T00:00:00Z").rate(BUNDLED), "0.015");
    }

    @Test
    void outsideItsDates_aCardIsNoPrice() {
      Supplier<PriceTable> prices =
          prices(
              """
              "from":"2026-01-01","until":"2026-02-01","price":[{"meter":"requests","rate":"1"}]""");
      assertThat(house(REQUESTS, 1).at("2026-02-01T00:00:00Z").rate(prices).reason())
          .isEqualTo("unknown_model");
      assertAmount(house(REQUESTS, 1).at("2026-01-31T23:59:59Z").rate(prices), "1");
    }
  }

  @Nested
  class Free {
    @Test
    void freeModel_isRatedZero() {
      Rating rating =
          call("openai", "omni-moderation-latest").used(INPUT_TOKENS, 900).rate(BUNDLED);
      assertThat(rating.status()).isEqualTo(Status.RATED);
      assertAmount(rating, "0");
    }

    @Test
    void freeTool_isRatedZero() {
      Call call = call("openai", "gpt-4.1").used(TOOL_CALLS, 3, "tool", "mcp");
      assertAmount(call.rate(BUNDLED), "0");
    }

    @Test
    void freeVariantOfAPaidModel() {
      Call call =
          call("openrouter", "agentica-org/deepcoder-14b-preview:free").used(INPUT_TOKENS, 900);
      assertAmount(call.rate(BUNDLED), "0");
    }
  }

  @Nested
  class Volume {
    private static final String BANDS =
        """
        "price":[{"meter":"images","per":1000,"over":"month","bands":[
          {"upto":1000,"rate":"0"},{"upto":5000,"rate":"1.5"},{"rate":"1"}]}]""";

    private static Supplier<PriceTable> used(long images) {
      return prices("\"used\":{\"images\":" + images + "}," + BANDS);
    }

    @Test
    void withoutAWord_theFreeBandCountsAsUsedUp() {
      assertAmount(house(IMAGES, 10).rate(prices(BANDS)), "0.015");
    }

    @Test
    void startingVolume_choosesTheBand() {
      assertAmount(house(IMAGES, 10).rate(used(0)), "0");
      assertAmount(house(IMAGES, 10).rate(used(1000)), "0.015");
      assertAmount(house(IMAGES, 10).rate(used(5000)), "0.01");
    }

    @Test
    void callOverSeveralBands_isSplit() {
      Rating rating = house(IMAGES, 5000).rate(used(500));
      assertAmount(rating, "6.5"); // 500 free, 4,000 at 1.50, 500 at 1.00 per thousand
      assertThat(rating.charges())
          .extracting(ChargeLine::toString)
          .containsExactly(
              "images 500 x 0/1000 = 0", "images 4000 x 1.5/1000 = 6", "images 500 x 1/1000 = 0.5");
    }

    @Test
    void callsDoNotAddToIt() {
      Supplier<PriceTable> prices = used(990);
      assertAmount(house(IMAGES, 10).rate(prices), "0");
      assertAmount(house(IMAGES, 10).rate(prices), "0");
    }

    @ParameterizedTest
    @CsvSource({"1, 0.07", "1000000, 0.07", "1500000, 0.1", "3000000, 0.13"})
    void bandsInsideACall_withBegunUnits(long pixels, String amount) {
      Supplier<PriceTable> prices =
          prices(
              """
              "price":[{"meter":"pixels","per":1000000,"round":"up","bands":[
                {"upto":1000000,"rate":"0.07"},{"rate":"0.03"}]}]""");
      assertAmount(house(UsageMeter.PIXELS, pixels).rate(prices), amount);
    }
  }

  @Nested
  class Units {
    @ParameterizedTest
    @CsvSource({"1, 0.0003", "300, 0.0003", "301, 0.0004", "400, 0.0004"})
    void begunUnits_andAMinimum(long characters, String amount) {
      Supplier<PriceTable> prices =
          prices(
              "\"price\":[{\"meter\":\"characters\",\"rate\":\"0.0001\",\"per\":100,\"round\":\"up\",\"min\":300}]");
      assertAmount(house(CHARACTERS, characters).rate(prices), amount);
    }

    @ParameterizedTest
    @CsvSource({"4, 0.0003083", "10, 0.0003083", "36, 0.00110988"})
    void secondsWithAMinimum(long seconds, String amount) {
      Call call = call("groq", "whisper-large-v3").used(AUDIO_SECONDS, seconds);
      assertAmount(call.rate(BUNDLED), amount); // 0.00003083 each
    }

    @ParameterizedTest
    @CsvSource({"1, 0.005", "25, 0.005", "26, 0.025", "100, 0.025"})
    void resultCountBands_pricedPerSearch(String results, String amount) {
      Supplier<PriceTable> prices =
          prices(
              """
              "price":[{"meter":"requests","rate":"0.005","when":{"results":"<=25"}},
                       {"meter":"requests","rate":"0.025","when":{"results":"<=100"}}]""");
      assertAmount(house(REQUESTS, 1).with("results", results).rate(prices), amount);
    }

    @Test
    void resultsBeyondTheLastBand_areUnrated() {
      Supplier<PriceTable> prices =
          prices(
              "\"price\":[{\"meter\":\"requests\",\"rate\":\"0.025\",\"when\":{\"results\":\"<=100\"}}]");
      Rating rating = house(REQUESTS, 1).with("results", "101").rate(prices);
      assertThat(rating.reason()).isEqualTo("no_rate.requests");
    }

    @ParameterizedTest
    @CsvSource({"H100, 0.0651", "L40S, 0.1116"})
    void computeSeconds_byHardware(String hardware, String amount) {
      Supplier<PriceTable> prices =
          prices(
              """
              "price":[{"meter":"compute_seconds","rate":"1.89","per":3600,"when":{"hardware":"H100"}},
                       {"meter":"compute_seconds","rate":"0.0009","when":{"hardware":"L40S"}}]""");
      assertAmount(house(COMPUTE_SECONDS, 124).with("hardware", hardware).rate(prices), amount);
    }

    @Test
    void computeSecondsOnUnnamedHardware_areUnrated() {
      Supplier<PriceTable> prices =
          prices(
              "\"price\":[{\"meter\":\"compute_seconds\",\"rate\":\"1\",\"when\":{\"hardware\":\"H100\"}}]");
      assertThat(house(COMPUTE_SECONDS, 1).rate(prices).reason()).isEqualTo("unknown_hardware");
    }

    @Test
    void contractUnits_keepTheirOwnCurrency() {
      Supplier<PriceTable> prices =
          prices(
              "\"currency\":\"x:page_credit\",\"price\":[{\"meter\":\"pages\",\"rate\":\"1.5\"}]");
      Rating rating = house(PAGES, 3).rate(prices);
      assertAmount(rating, "4.5");
      assertThat(rating.currency()).isEqualTo("x:page_credit");
    }

    @Test
    void unitThatNeverEnds_isDividedLast() {
      Supplier<PriceTable> prices =
          prices(
              "\"price\":[{\"meter\":\"pages\",\"rate\":\"1\",\"per\":3}],\"times\":[{\"by\":\"0.5\"}]");
      assertAmount(house(PAGES, 3).used(PAGES, 3).rate(prices), "1"); // 6 / 3 x 0.5
    }

    @Test
    void hugeCounts_stayExact() {
      Supplier<PriceTable> prices =
          prices("\"price\":[{\"meter\":\"input_tokens\",\"rate\":\"1.000000001\"}]");
      assertAmount(
          call("house", "m").used(INPUT_TOKENS, "12345678901234567890").rate(prices),
          "12345678913580.24679123456789");
    }
  }

  @Nested
  class Fees {
    @ParameterizedTest
    @CsvSource({
      "openai, gpt-4.1, web_search, 0.02",
      "openai, gpt-4.1, web_search_preview, 0.05",
      "openai, gpt-4.1, file_search, 0.005",
      "openai, gpt-4.1, code_interpreter, 0.06",
      "anthropic, claude-sonnet-4-5, web_search, 0.02",
      "anthropic, claude-sonnet-4-5, web_fetch, 0",
      "gcp.gemini, gemini-3-flash-preview, google_search, 0.028"
    })
    void twoToolCalls(String provider, String model, String tool, String amount) {
      assertAmount(call(provider, model).used(TOOL_CALLS, 2, "tool", tool).rate(BUNDLED), amount);
    }

    @Test
    void severalTools_addUp() {
      Call call =
          call("openai", "gpt-4.1")
              .used(TOOL_CALLS, 3, "tool", "web_search")
              .used(TOOL_CALLS, 4, "tool", "file_search")
              .used(SESSIONS, 1);
      assertAmount(call.rate(BUNDLED), "0.07"); // 0.03 + 0.01 + 0.03
    }

    @Test
    void grounding_perPromptInOldModels() {
      Call call =
          call("gcp.gemini", "gemini-2.5-flash").used(TOOL_CALLS, 1, "tool", "google_search");
      assertAmount(call.rate(BUNDLED), "0.035");
    }

    @Test
    void unknownTool_leavesAGap() {
      Rating rating =
          call("openai", "gpt-4.1")
              .used(INPUT_TOKENS, 1000)
              .used(TOOL_CALLS, 1, "tool", "time_machine")
              .rate(BUNDLED);
      assertThat(rating.status()).isEqualTo(Status.PARTIAL);
      assertThat(rating.reason()).isEqualTo("no_rate.tool_calls");
    }

    @ParameterizedTest
    @CsvSource({"low, 0.00615", "medium, 0.01015", "high, 0.01415"})
    void requestFeeBySearchContext_besideTokens(String size, String amount) {
      Call call =
          call("perplexity", "sonar-pro")
              .with("search_context", size)
              .used(REQUESTS, 1)
              .used(INPUT_TOKENS, 50); // 50 x 3 per million
      assertAmount(call.rate(BUNDLED), amount);
    }

    @Test
    void queriesAndTokens() {
      Call call =
          call("perplexity", "sonar-deep-research")
              .used(QUERIES, 10)
              .used(INPUT_TOKENS, 1000)
              .used(OUTPUT_TOKENS, 1000);
      assertAmount(call.rate(BUNDLED), "0.06"); // 10 x 0.005 + 0.002 + 0.008
    }
  }
}
