package io.costspan.rating;

import static io.costspan.ratecard.TestPrices.users;
import static io.costspan.rating.Call.assertAmount;
import static io.costspan.rating.Call.call;
import static io.costspan.rating.House.house;
import static io.costspan.rating.House.prices;
import static io.costspan.usage.UsageMeter.CHARACTERS;
import static io.costspan.usage.UsageMeter.IMAGES;
import static io.costspan.usage.UsageMeter.PIXELS;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.ratecard.PriceTable;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Graduated prices, of a call and of a month. */
class VolumePricesTest {
  private static final String BANDS =
      """
      "price":[{"meter":"images","per":1000,"over":"month","bands":[
        {"upto":1000,"rate":"0"},{"upto":5000,"rate":"1.5"},{"rate":"1"}]}]""";

  private static Supplier<PriceTable> used(long images) {
    return prices("'used':{'images':" + images + "}," + BANDS);
  }

  @Test
  void withoutAWord_theFreeBandCountsAsUsedUp() {
    house(IMAGES, 10).costs("0.015", prices(BANDS));
  }

  @Test
  void startingVolume_choosesTheBand() {
    house(IMAGES, 10).costs("0", used(0));
    house(IMAGES, 10).costs("0.015", used(1000));
    house(IMAGES, 10).costs("0.01", used(5000));
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
    house(IMAGES, 10).costs("0", prices);
    house(IMAGES, 10).costs("0", prices);
  }

  @ParameterizedTest
  @CsvSource({"1, 0.07", "1000000, 0.07", "1500000, 0.1", "3000000, 0.13"})
  void bandsInsideACall_withBegunUnits(long pixels, String amount) {
    Supplier<PriceTable> prices =
        prices(
            """
            "price":[{"meter":"pixels","per":1000000,"round":"up","bands":[
              {"upto":1000000,"rate":"0.07"},{"rate":"0.03"}]}]""");
    house(PIXELS, pixels).costs(amount, prices);
  }

  @Test
  void graduatedInsideACall() {
    Supplier<PriceTable> prices =
        users(
            """
            {"id":"replicate/flux-2-max","provider":"replicate","model":"black-forest-labs/flux.2-max","price":[
             {"meter":"pixels","per":1000000,"bands":[{"upto":1000000,"rate":"0.07"},{"rate":"0.03"}]}]}""");
    Rating rating =
        call("replicate", "black-forest-labs/flux.2-max").used(PIXELS, 1024 * 1024).rate(prices);
    assertAmount(rating, "0.07145728");
    assertThat(rating.charges()).hasSize(2);
  }

  private static final String TRANSLATE =
      """
      {"id":"gcp.translate/nmt","provider":"gcp.translate","model":"*","when":{"operation":"translate"},
       "price":[{"meter":"characters","per":1000000,"over":"month",
                 "bands":[{"upto":500000,"rate":"0"},{"rate":"20"}]}]}""";

  @Test
  void monthlyAllowance_isTakenAsUsedUpUnlessTheUserSaysOtherwise() {
    Call call = call("gcp.translate", null).operation("translate").used(CHARACTERS, 8000);
    call.costs("0.16", users(TRANSLATE));
    String fresh =
        """
        {"id":"me/translate","provider":"gcp.translate","model":"*","when":{"operation":"translate"},
         "like":"gcp.translate/nmt","used":{"characters":0}}""";
    Supplier<PriceTable> inside =
        users(TRANSLATE.replace("\"operation\":\"translate\"", "\"operation\":\"other\""), fresh);
    call.costs("0", inside);
    Supplier<PriceTable> halfway =
        users(
            TRANSLATE.replace("\"operation\":\"translate\"", "\"operation\":\"other\""),
            fresh.replace("0}", "496000}"));
    call.costs("0.08", halfway);
  }
}
