package io.costspan.rating;

import static io.costspan.ratecard.TestPrices.users;
import static io.costspan.rating.Call.call;
import static io.costspan.rating.House.house;
import static io.costspan.rating.House.prices;
import static io.costspan.usage.UsageMeter.CACHED_INPUT_TOKENS;
import static io.costspan.usage.UsageMeter.CACHE_WRITE_TOKENS;
import static io.costspan.usage.UsageMeter.INPUT_TOKENS;
import static io.costspan.usage.UsageMeter.OUTPUT_TOKENS;
import static io.costspan.usage.UsageMeter.TOOL_CALLS;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.ratecard.PriceTable;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Prices of tokens: by kind, by modality, by the length of the context. */
class TokenPricesTest {
  @Test
  void eachKindHasItsRate() {
    call("openai", "gpt-4.1")
        .used(INPUT_TOKENS, 1000)
        .used(CACHED_INPUT_TOKENS, 10_000)
        .used(OUTPUT_TOKENS, 500)
        .costs("0.011"); // 1,000 x 2 + 10,000 x 0.5 + 500 x 8 per million
  }

  @Test
  void modalitiesHaveTheirRates() {
    call("openai", "gpt-4o-audio-preview")
        .used(INPUT_TOKENS, 100)
        .used(INPUT_TOKENS, 200, "modality", "audio")
        .used(OUTPUT_TOKENS, 10)
        .used(OUTPUT_TOKENS, 20, "modality", "audio")
        .costs("0.00995"); // 100 x 2.5 + 200 x 40 + 10 x 10 + 20 x 80
  }

  @Test
  void cacheWrites_byTimeToLive() {
    call("anthropic", "claude-sonnet-4-5")
        .used(INPUT_TOKENS, 1000)
        .used(CACHED_INPUT_TOKENS, 1000)
        .used(CACHE_WRITE_TOKENS, 1000, "ttl", "5m")
        .used(CACHE_WRITE_TOKENS, 1000, "ttl", "1h")
        .costs("0.01305"); // 1,000 x (3 + 0.3 + 3.75 + 6) per million
  }

  @Test
  void cacheWriteWithoutTimeToLive_isOfTheShortKind() {
    call("anthropic", "claude-sonnet-4-5").used(CACHE_WRITE_TOKENS, 100_000).costs("0.375");
  }

  @Test
  void reasoning_mayHaveItsOwnRate() {
    Supplier<PriceTable> prices =
        prices(
            """
            "price":[{"meter":"output_tokens","rate":"3","when":{"kind":"reasoning"}},
                     {"meter":"output_tokens","rate":"8"}]""");
    house(OUTPUT_TOKENS, 1000)
        .used(OUTPUT_TOKENS, 9000, "kind", "reasoning")
        .costs("0.035", prices);
  }

  @Test
  void cacheWritesByLifetime() {
    Supplier<PriceTable> prices =
        users(
            """
            {"id":"me/claude","provider":"anthropic","model":"claude-x","price":[
             {"meter":"cache_write_tokens","rate":"6","when":{"ttl":"1h"}},
             {"meter":"cache_write_tokens","rate":"3.75"}]}""");
    call("anthropic", "claude-x")
        .used(CACHE_WRITE_TOKENS, 1000, "ttl", "5m")
        .used(CACHE_WRITE_TOKENS, 1000, "ttl", "1h")
        .costs("0.00975", prices);
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
    call.costs("0.042082", users(SONNET));
    call.with("service_tier", "batch").costs("0.026041", users(SONNET));
  }

  @Test
  void longContextReplacesThePriceOfTheWholeRequest() {
    call("anthropic", "claude-sonnet-4-5")
        .used(INPUT_TOKENS, 200_000)
        .used(OUTPUT_TOKENS, 1000)
        .costs("0.615", users(SONNET));
    call("anthropic", "claude-sonnet-4-5")
        .used(INPUT_TOKENS, 200_001)
        .used(OUTPUT_TOKENS, 1000)
        .costs("1.222506", users(SONNET));
  }

  @ParameterizedTest
  @CsvSource({"200000, 0.25", "200001, 0.5000025"})
  void beyondTheLimit_theWholeCallIsDearer(long tokens, String amount) {
    call("gcp.gemini", "gemini-2.5-pro").used(INPUT_TOKENS, tokens).costs(amount);
  }

  @Test
  void cachedAndWrittenTokensCount_andOutputIsDearerToo() {
    // 1 x 6 + 150,000 x 0.6 + 50,000 x 7.5 + 1,000 x 22.5
    call("anthropic", "claude-sonnet-4-5")
        .used(INPUT_TOKENS, 1)
        .used(CACHED_INPUT_TOKENS, 150_000)
        .used(CACHE_WRITE_TOKENS, 50_000, "ttl", "5m")
        .used(OUTPUT_TOKENS, 1000)
        .costs("0.487506");
  }

  @Test
  void limitItself_countsWhereTheProviderSaysSo() {
    call("x_ai", "grok-4-fast").used(INPUT_TOKENS, 127_999).costs("0.0255998");
    call("x_ai", "grok-4-fast").used(INPUT_TOKENS, 128_000).costs("0.0512");
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
    house(INPUT_TOKENS, tokens).costs(amount, prices);
  }

  @Test
  void tokensOfAnotherModel_doNotCount() {
    Supplier<PriceTable> prices =
        prices(
            """
            "price":[{"meter":"input_tokens","rate":"2","when":{"context":">100"}},
                     {"meter":"input_tokens","rate":"1"}]""");
    house(INPUT_TOKENS, 100).used(INPUT_TOKENS, 100, "model", "m").costs("0.0002", prices);
  }

  @Test
  void tokensCountedAsStartedRequests() {
    Supplier<PriceTable> prices =
        users(
            """
            {"id":"salesforce/einstein","provider":"salesforce","model":"*","currency":"x:einstein_request",
             "price":[{"meter":["input_tokens","output_tokens"],"rate":"1","per":2000,"round":"up","over":"call"}]}""");
    call("salesforce", null).used(INPUT_TOKENS, 6500).costs("4", prices);
    Rating rating =
        call("salesforce", null)
            .used(INPUT_TOKENS, 5000)
            .used(OUTPUT_TOKENS, 1200)
            .used(OUTPUT_TOKENS, 300, "kind", "reasoning")
            .rate(prices);
    assertThat(rating.charges()).singleElement().hasToString("input_tokens 8000 x 1/2000 = 4");
  }
}
