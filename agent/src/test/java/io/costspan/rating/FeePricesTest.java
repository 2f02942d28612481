package io.costspan.rating;

import static io.costspan.ratecard.TestPrices.users;
import static io.costspan.rating.Call.assertAmount;
import static io.costspan.rating.Call.call;
import static io.costspan.rating.House.house;
import static io.costspan.rating.House.prices;
import static io.costspan.usage.UsageMeter.INPUT_TOKENS;
import static io.costspan.usage.UsageMeter.OUTPUT_TOKENS;
import static io.costspan.usage.UsageMeter.QUERIES;
import static io.costspan.usage.UsageMeter.REQUESTS;
import static io.costspan.usage.UsageMeter.SESSIONS;
import static io.costspan.usage.UsageMeter.TOOL_CALLS;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.ratecard.PriceTable;
import io.costspan.ratecard.TestPrices;
import io.costspan.rating.Rating.Status;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fees for requests, searches and tools, and what is free. */
class FeePricesTest {
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
    call(provider, model).used(TOOL_CALLS, 2, "tool", tool).costs(amount);
  }

  @Test
  void severalTools_addUp() {
    call("openai", "gpt-4.1")
        .used(TOOL_CALLS, 3, "tool", "web_search")
        .used(TOOL_CALLS, 4, "tool", "file_search")
        .used(SESSIONS, 1)
        .costs("0.07"); // 0.03 + 0.01 + 0.03
  }

  @Test
  void grounding_perPromptInOldModels() {
    call("gcp.gemini", "gemini-2.5-flash")
        .used(TOOL_CALLS, 1, "tool", "google_search")
        .costs("0.035");
  }

  @Test
  void unknownTool_leavesAGap() {
    Rating rating =
        call("openai", "gpt-4.1")
            .used(INPUT_TOKENS, 1000)
            .used(TOOL_CALLS, 1, "tool", "time_machine")
            .rate(TestPrices.bundled());
    assertThat(rating.status()).isEqualTo(Status.PARTIAL);
    assertThat(rating.reason()).isEqualTo("no_rate.tool_calls");
  }

  @ParameterizedTest
  @CsvSource({"low, 0.00615", "medium, 0.01015", "high, 0.01415"})
  void requestFeeBySearchContext_besideTokens(String size, String amount) {
    call("perplexity", "sonar-pro")
        .with("search_context", size)
        .used(REQUESTS, 1)
        .used(INPUT_TOKENS, 50)
        .costs(amount); // 50 x 3 per million
  }

  @Test
  void queriesAndTokens() {
    call("perplexity", "sonar-deep-research")
        .used(QUERIES, 10)
        .used(INPUT_TOKENS, 1000)
        .used(OUTPUT_TOKENS, 1000)
        .costs("0.06"); // 10 x 0.005 + 0.002 + 0.008
  }

  @Test
  void requestFeeBySearchContext() {
    Supplier<PriceTable> prices =
        users(
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
    call.costs("0.00515", prices);
    call.with("search_context", "medium").costs("0.00815", prices);
    call.with("search_context", "high").costs("0.01215", prices);
  }

  @Test
  void queriesBySearchContext() {
    Supplier<PriceTable> prices =
        users(
            """
            {"id":"p/research","provider":"perplexity","model":"research","price":[
             {"meter":"queries","rate":"12","per":1000,"when":{"search_context":"high"}},
             {"meter":"queries","rate":"5","per":1000},
             {"meter":"*_tokens","rate":"2"}]}""");
    Call call = call("perplexity", "research").used(QUERIES, 18).used(INPUT_TOKENS, 1000);
    call.costs("0.092", prices);
    call.with("search_context", "high").costs("0.218", prices);
  }

  @ParameterizedTest
  @CsvSource({"1, 0.005", "25, 0.005", "26, 0.025", "100, 0.025"})
  void resultCountBands_pricedPerSearch(String results, String amount) {
    Supplier<PriceTable> prices =
        prices(
            """
            "price":[{"meter":"requests","rate":"5","per":1000,"when":{"results":"<=25"}},
                     {"meter":"requests","rate":"25","per":1000,"when":{"results":"<=100"}}]""");
    house(REQUESTS, 1).with("results", results).costs(amount, prices);
  }

  @Test
  void resultsBeyondTheLastBand_areUnrated() {
    Supplier<PriceTable> prices =
        prices("'price':[{'meter':'requests','rate':'0.025','when':{'results':'<=100'}}]");
    Rating rating = house(REQUESTS, 1).with("results", "101").rate(prices);
    assertThat(rating.reason()).isEqualTo("no_rate.requests");
  }

  @Test
  void flatRequest_whateverItsTokens() {
    Supplier<PriceTable> prices =
        users(
            """
            {"id":"me/house","provider":"house","model":"*","price":[
             {"meter":"requests","rate":"0.02"},{"meter":"*_tokens","rate":"0"}]}""");
    call("house", "any").used(REQUESTS, 1).used(INPUT_TOKENS, 90_000).costs("0.02", prices);
  }

  @Test
  void freeModel_isRatedZero() {
    Rating rating =
        call("openai", "omni-moderation-latest").used(INPUT_TOKENS, 900).rate(TestPrices.bundled());
    assertThat(rating.status()).isEqualTo(Status.RATED);
    assertAmount(rating, "0");
  }

  @Test
  void freeTool_isRatedZero() {
    call("openai", "gpt-4.1").used(TOOL_CALLS, 3, "tool", "mcp").costs("0");
  }

  @Test
  void freeVariantOfAPaidModel() {
    call("openrouter", "agentica-org/deepcoder-14b-preview:free")
        .used(INPUT_TOKENS, 900)
        .costs("0");
  }
}
