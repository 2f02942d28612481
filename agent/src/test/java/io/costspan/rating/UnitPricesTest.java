package io.costspan.rating;

import static io.costspan.ratecard.TestPrices.users;
import static io.costspan.rating.Call.assertAmount;
import static io.costspan.rating.Call.call;
import static io.costspan.rating.House.house;
import static io.costspan.rating.House.prices;
import static io.costspan.usage.UsageMeter.AUDIO_SECONDS;
import static io.costspan.usage.UsageMeter.CHARACTERS;
import static io.costspan.usage.UsageMeter.COMPUTE_SECONDS;
import static io.costspan.usage.UsageMeter.CREDITS;
import static io.costspan.usage.UsageMeter.INPUT_TOKENS;
import static io.costspan.usage.UsageMeter.PAGES;
import static io.costspan.usage.UsageMeter.PIXELS;
import static io.costspan.usage.UsageMeter.REQUESTS;
import static io.costspan.usage.UsageMeter.SEARCH_UNITS;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.ratecard.PriceTable;
import io.costspan.rating.Rating.Status;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Prices of units other than tokens: begun ones, minima, seconds, those of a contract. */
class UnitPricesTest {
  @ParameterizedTest
  @CsvSource({"1, 0.0003", "120, 0.0003", "300, 0.0003", "301, 0.0004", "400, 0.0004"})
  void begunUnits_andAMinimum(long characters, String amount) {
    Supplier<PriceTable> prices =
        prices("'price':[{'meter':'characters','rate':'0.0001','per':100,'round':'up','min':300}]");
    house(CHARACTERS, characters).costs(amount, prices);
  }

  @ParameterizedTest
  @CsvSource({"4, 0.0003083", "10, 0.0003083", "36, 0.00110988"})
  void secondsWithAMinimum(long seconds, String amount) {
    call("groq", "whisper-large-v3").used(AUDIO_SECONDS, seconds).costs(amount); // 0.00003083 each
  }

  @ParameterizedTest
  @CsvSource({"H100, 0.0651", "L40S, 0.1116"})
  void computeSeconds_byHardware(String hardware, String amount) {
    Supplier<PriceTable> prices =
        prices(
            """
            "price":[{"meter":"compute_seconds","rate":"1.89","per":3600,"when":{"hardware":"H100"}},
                     {"meter":"compute_seconds","rate":"0.0009","when":{"hardware":"L40S"}}]""");
    house(COMPUTE_SECONDS, 124).with("hardware", hardware).costs(amount, prices);
  }

  @Test
  void computeSecondsOnUnnamedHardware_areUnrated() {
    Supplier<PriceTable> prices =
        prices("'price':[{'meter':'compute_seconds','rate':'1','when':{'hardware':'H100'}}]");
    assertThat(house(COMPUTE_SECONDS, 1).rate(prices).reason()).isEqualTo("unknown_hardware");
  }

  @Test
  void contractUnits_keepTheirOwnCurrency() {
    Supplier<PriceTable> prices =
        prices("'currency':'x:page_credit','price':[{'meter':'pages','rate':'1.5'}]");
    Rating rating = house(PAGES, 3).rate(prices);
    assertAmount(rating, "4.5");
    assertThat(rating.currency()).isEqualTo("x:page_credit");
  }

  @Test
  void unitThatNeverEnds_isDividedLast() {
    Supplier<PriceTable> prices =
        prices("'price':[{'meter':'pages','rate':'1','per':3}],'times':[{'by':'0.5'}]");
    house(PAGES, 3).used(PAGES, 3).costs("1", prices); // 6 / 3 x 0.5
  }

  @Test
  void hugeCounts_stayExact() {
    Supplier<PriceTable> prices = prices("'price':[{'meter':'input_tokens','rate':'1.000000001'}]");
    call("house", "m")
        .used(INPUT_TOKENS, "12345678901234567890")
        .costs("12345678913580.24679123456789", prices);
  }

  @Test
  void startedMegapixelsAreBilledInFull() {
    Supplier<PriceTable> prices =
        users(
            """
            {"id":"fal/flux-dev","provider":"fal","model":"fal-ai/flux/dev","price":[
             {"meter":"pixels","rate":"0.025","per":1048576,"round":"up"}]}""");
    Rating one = call("fal", "fal-ai/flux/dev").used(PIXELS, 1920 * 1080).rate(prices);
    assertAmount(one, "0.05");
    assertThat(one.charges()).singleElement().hasToString("pixels 2097152 x 0.025/1048576 = 0.05");
    call("fal", "fal-ai/flux/dev").used(PIXELS, 100).used(PIXELS, 100).costs("0.05", prices);
  }

  @Test
  void computeSecondsByHardware() {
    Supplier<PriceTable> prices =
        users(
            """
            {"id":"fal/gpu","provider":"fal","model":"*","price":[
             {"meter":"compute_seconds","rate":"1.89","per":3600,"when":{"hardware":"H100"}}]}""",
            """
            {"id":"replicate/hw","provider":"replicate","model":"*","price":[
             {"meter":"compute_seconds","rate":"0.000975","when":{"hardware":"gpu-l40s"}}]}""");
    call("fal", "someone/app")
        .used(COMPUTE_SECONDS, "12.4")
        .with("hardware", "H100")
        .costs("0.00651", prices);
    call("replicate", "owner/model")
        .used(COMPUTE_SECONDS, "8.2")
        .with("hardware", "gpu-l40s")
        .costs("0.007995", prices);
    Rating unnamed = call("replicate", "owner/model").used(COMPUTE_SECONDS, "8.2").rate(prices);
    assertThat(unnamed.status()).isEqualTo(Status.UNRATED);
    assertThat(unnamed.reason()).isEqualTo("unknown_hardware");
  }

  @Test
  void speechByCharacterAndByMinute() {
    Supplier<PriceTable> prices =
        users(
            """
            {"id":"openai/tts-1","provider":"openai","model":"tts-1*","price":[
             {"meter":"characters","rate":"15","per":1000000}]}""",
            """
            {"id":"openai/whisper-1","provider":"openai","model":"whisper-1","price":[
             {"meter":"audio_seconds","rate":"0.006","per":60}]}""");
    call("openai", "tts-1-hd").used(CHARACTERS, 412).costs("0.00618", prices);
    call("openai", "whisper-1").used(AUDIO_SECONDS, 62).costs("0.0062", prices);
  }

  @Test
  void rerankBySearchUnit() {
    Supplier<PriceTable> prices =
        users(
            """
            {"id":"cohere/rerank","provider":"cohere","model":"rerank-*","price":[
             {"meter":"search_units","rate":"2","per":1000}]}""");
    call("cohere", "rerank-v3.5").used(SEARCH_UNITS, 3).costs("0.006", prices);
  }

  @Test
  void credits() {
    Supplier<PriceTable> prices =
        users(
            """
            {"id":"tavily/credit","provider":"tavily","model":"*","price":[{"meter":"credits","rate":"0.008"}]}""");
    call("tavily", null).used(CREDITS, "2.4").costs("0.0192", prices);
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
    Rating inCredits = call.rate(users(credits));
    assertAmount(inCredits, "17");
    assertThat(inCredits.currency()).isEqualTo("x:copilot_credit");
    Rating inDollars =
        call.with("plan", "pay")
            .rate(
                users(
                    credits.replace("\"model\":\"*\"", "\"model\":\"none\""),
                    """
                    {"id":"me/copilot","provider":"copilot_studio","model":"*","like":"copilot_studio/credits",
                     "currency":"USD","times":[{"by":"0.01"}]}"""));
    assertAmount(inDollars, "0.17");
    assertThat(inDollars.currency()).isEqualTo("USD");
  }
}
