package io.costspan.rating;

import static io.costspan.ratecard.TestPrices.users;
import static io.costspan.rating.Call.assertAmount;
import static io.costspan.rating.Call.call;
import static io.costspan.usage.UsageMeter.CACHED_INPUT_TOKENS;
import static io.costspan.usage.UsageMeter.INPUT_TOKENS;
import static io.costspan.usage.UsageMeter.OUTPUT_TOKENS;
import static io.costspan.usage.UsageMeter.REQUESTS;
import static io.costspan.usage.UsageMeter.TOOL_CALLS;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.ratecard.PriceTable;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a call costs more or less for where and how it is served. */
class TierPricesTest {
  @ParameterizedTest
  @CsvSource({"standard, 15", "batch, 7.5", "flex, 7.5", "priority, 30"})
  void asServed(String tier, String amount) {
    call("openai", "gpt-5.4")
        .with("service_tier", tier)
        .used(OUTPUT_TOKENS, 1_000_000)
        .costs(amount);
  }

  @Test
  void tierOfItsOwn_andFactor_doNotAddUp() {
    // gpt-5.4 lists flex prices: cached input 0.13 instead of half of 0.25.
    call("openai", "gpt-5.4")
        .with("service_tier", "flex")
        .used(CACHED_INPUT_TOKENS, 100_000)
        .costs("0.013");
  }

  @Test
  void tierAndLongContextTogether() {
    call("openai", "gpt-5.4")
        .with("service_tier", "batch")
        .used(INPUT_TOKENS, 300_000)
        .costs("0.75"); // 300,000 x 5 x 0.5 per million
  }

  @Test
  void factorOnTokens_leavesFees() {
    call("anthropic", "claude-sonnet-4-5")
        .with("service_tier", "batch")
        .used(INPUT_TOKENS, 1000)
        .used(TOOL_CALLS, 1, "tool", "web_search")
        .costs("0.0115"); // 0.003 x 0.5 + 0.01
  }

  @Test
  void fastMode_scalesCacheReads() {
    Call call = call("anthropic", "claude-opus-4-8").used(CACHED_INPUT_TOKENS, 10_000);
    call.costs("0.005");
    call.with("speed", "fast").costs("0.01");
  }

  @Test
  void unknownTier_isPricedAsStandard() {
    call("openai", "gpt-4.1").with("service_tier", "auto").used(INPUT_TOKENS, 1000).costs("0.002");
  }

  @Test
  void residencyInTheUs_costsATenthMore() {
    Call call = call("anthropic", "claude-sonnet-5").used(INPUT_TOKENS, 100_000);
    call.costs("0.2");
    call.with("inference_geo", "us").costs("0.22");
  }

  @Test
  void regionalHost_costsATenthMore() {
    Call call = call("openai", "gpt-5.4").used(INPUT_TOKENS, 100_000);
    call.costs("0.25");
    call.with("geo", "eu").costs("0.275");
  }

  @Test
  void regionAndTier_multiply() {
    call("openai", "gpt-5.4")
        .with("geo", "us")
        .with("service_tier", "priority")
        .used(INPUT_TOKENS, 100_000)
        .costs("0.55"); // 0.25 x 2 x 1.1
  }

  @Test
  void regionWithItsOwnCard() {
    Call call = call("aws.bedrock", "meta.llama3-8b-instruct-v1:0").used(OUTPUT_TOKENS, 10_000);
    call.costs("0.006");
    call.with("region", "eu-west-2").costs("0.0078");
  }

  @Test
  void factorsMultiplyAndScaleCachedTokensToo() {
    Supplier<PriceTable> prices =
        users(
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
  void gatewayWithGroupRatio() {
    Supplier<PriceTable> prices =
        users(
            """
            {"id":"me/mole-video","provider":"moleapi","model":"some-video-*",
             "price":[{"meter":"requests","rate":"0.05"}],"times":[{"by":"0.8"}]}""");
    call("moleapi", "some-video-2").used(REQUESTS, 1).costs("0.04", prices);
  }
}
