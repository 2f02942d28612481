package io.costspan.rating;

import static io.costspan.ratecard.TestPrices.users;
import static io.costspan.rating.Call.call;
import static io.costspan.rating.House.house;
import static io.costspan.rating.House.prices;
import static io.costspan.usage.UsageMeter.CACHED_INPUT_TOKENS;
import static io.costspan.usage.UsageMeter.INPUT_TOKENS;
import static io.costspan.usage.UsageMeter.OUTPUT_TOKENS;
import static io.costspan.usage.UsageMeter.REQUESTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.ratecard.PriceTable;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Prices by the time at which a call begins: hours, weekdays, dates. */
class TimePricesTest {
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
    house(REQUESTS, 1).at(at).costs(amount, prices(WINDOWS));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-08-17, Mon", "2026-08-18, Tue", "2026-08-19, Wed", "2026-08-20, Thu",
    "2026-08-21, Fri", "2026-08-22, Sat", "2026-08-23, Sun", "1969-12-31, Wed"
  })
  void weekdays(String day, String name) {
    Supplier<PriceTable> prices =
        prices("'price':[{'meter':'requests','rate':'1','when':{'weekday':'" + name + "'}}]");
    house(REQUESTS, 1).at(day + "T00:00:00Z").costs("1", prices);
    house(REQUESTS, 1).at(day + "T23:59:59Z").costs("1", prices);
  }

  @Test
  void offPeak() {
    Call call = call("deepseek", "deepseek-reasoner").used(OUTPUT_TOKENS, 1000);
    call.at("2025-08-21T16:29:59Z").costs("0.00219");
    call.at("2025-08-21T16:30:00Z").costs("0.00055");
  }

  @ParameterizedTest
  @CsvSource({
    "deepseek-v4-flash, 2026-08-10T08:00:00Z, 0.0011312",
    "deepseek-v4-flash, 2026-08-20T12:00:00Z, 0.002008",
    "deepseek-v4-flash, 2026-08-20T08:00:00Z, 0.004016",
    "deepseek-v4-pro, 2026-08-20T08:00:00Z, 0.012056",
    "deepseek-v4-pro, 2026-08-22T08:00:00Z, 0.006028", // a Saturday
    "deepseek-v4-pro, 2026-08-25T08:00:00Z, 0.012056",
    "deepseek-chat, 2026-01-20T12:00:00Z, 0.002212",
    "deepseek-reasoner, 2026-07-20T12:00:00Z, 0.0011312",
    "deepseek-reasoner, 2026-08-21T12:00:00Z, 0.002008",
    "deepseek-flash, 2026-11-20T08:00:00Z, 0.003024",
  })
  void deepSeek_byDayAndHour(String model, String at, String amount) {
    call("deepseek", model)
        .used(INPUT_TOKENS, 6000)
        .used(CACHED_INPUT_TOKENS, 4000)
        .used(OUTPUT_TOKENS, 1000)
        .at(at)
        .costs(amount);
  }

  @Test
  void effectiveDates_beginAtMidnightUtc() {
    Call call = call("openai", "o3").used(INPUT_TOKENS, 1000);
    call.at("2025-06-09T23:59:59Z").costs("0.01");
    call.at("2025-06-10T00:00:00Z").costs("0.002");
  }

  @Test
  void introductoryPrice_ends() {
    Call call = call("gcp.gemini", "gemini-3.8-flash").used(OUTPUT_TOKENS, 1000);
    call.at("2026-12-31T23:59:59Z").costs("0.00375");
    call.at("2027-01-01T00:00:00Z").costs("0.0075");
  }

  @Test
  void riseThatWasCancelled_neverCame() {
    Call call = call("anthropic", "claude-sonnet-5").used(OUTPUT_TOKENS, 1000);
    call.at("2026-08-31T23:59:59Z").costs("0.01");
    call.at("2026-09-01T00:00:00Z").costs("0.01");
  }

  @Test
  void outsideItsDates_aCardIsNoPrice() {
    Supplier<PriceTable> prices =
        prices(
            """
            "from":"2026-01-01","until":"2026-02-01","price":[{"meter":"requests","rate":"1"}]""");
    assertThat(house(REQUESTS, 1).at("2026-02-01T00:00:00Z").rate(prices).reason())
        .isEqualTo("unknown_model");
    house(REQUESTS, 1).at("2026-01-31T23:59:59Z").costs("1", prices);
  }

  @Test
  void pricesByHourOfDay_overMidnight() {
    Supplier<PriceTable> prices =
        users(
            """
            {"id":"deepseek/chat","provider":"deepseek","model":"deepseek-chat","price":[
             {"meter":"input_tokens","rate":"1","when":{"time":"16:30-00:30"}},
             {"meter":"input_tokens","rate":"2"}]}""");
    Call call = call("deepseek", "deepseek-chat").used(INPUT_TOKENS, 1_000_000);
    call.at("2026-08-21T16:30:00Z").costs("1", prices);
    call.at("2026-08-21T00:29:59Z").costs("1", prices);
    call.at("2026-08-21T00:30:00Z").costs("2", prices);
  }
}
