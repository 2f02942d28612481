package io.costspan.rating;

import static io.costspan.rating.Call.call;
import static io.costspan.usage.UsageMeter.CACHED_INPUT_TOKENS;
import static io.costspan.usage.UsageMeter.IMAGES;
import static io.costspan.usage.UsageMeter.INPUT_TOKENS;
import static io.costspan.usage.UsageMeter.OUTPUT_TOKENS;
import static io.costspan.usage.UsageMeter.PIXELS;
import static io.costspan.usage.UsageMeter.REQUESTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.ratecard.PriceTable;
import io.costspan.ratecard.TestPrices;
import io.costspan.rating.Rating.Source;
import io.costspan.rating.Rating.Status;
import io.costspan.usage.Billing;
import io.costspan.usage.Reasons;
import java.math.BigDecimal;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The rules of money. */
class RaterTest {
  private static final Supplier<PriceTable> BUNDLED = TestPrices.bundled();
  private static final String CARD =
      """
      {"id":"me/m","provider":"openai","model":"m","price":[
       {"meter":"input_tokens","rate":"1"},{"meter":"output_tokens","rate":"2"}]}""";

  @Test
  void rate_sumsItsChargeLinesExactly() {
    Rating rating =
        call("openai", "gpt-4o")
            .used(INPUT_TOKENS, 1200)
            .used(CACHED_INPUT_TOKENS, 7)
            .used(OUTPUT_TOKENS, 333)
            .rate(BUNDLED);
    assertThat(rating.amount()).isEqualTo(new BigDecimal("0.00633875"));
    assertThat(rating.currency()).isEqualTo("USD");
    assertThat(rating.source()).isEqualTo(Source.LOCAL);
    assertThat(rating.priceId()).isEqualTo("openai/gpt-4o");
    assertThat(rating.charges())
        .extracting(ChargeLine::toString)
        .containsExactly(
            "input_tokens 1200 x 2.5/1000000 = 0.003",
            "cached_input_tokens 7 x 1.25/1000000 = 0.00000875",
            "output_tokens 333 x 10/1000000 = 0.00333");
  }

  @Test
  void rate_callThatABudgetBlocked_isBlockedAndCostsNothing() {
    Rating rating = call("openai", "gpt-4o").billing(Billing.free(Reasons.BUDGET)).rate(BUNDLED);
    assertThat(rating.status()).isEqualTo(Status.BLOCKED);
    assertThat(rating.reason()).isEqualTo("budget");
    assertThat(rating.amount()).isEqualTo(BigDecimal.ZERO);
  }

  @Test
  void rate_cachedInput_usesCacheReadRate() {
    assertThat(call("openai", "gpt-4o").used(CACHED_INPUT_TOKENS, 1_000_000).rate(BUNDLED).amount())
        .isEqualTo(new BigDecimal("1.25"));
  }

  @Test
  void rate_gatewayWithoutCards_usesThoseOfItsUpstream() {
    Call prefixed =
        call("gateway", "openai/gpt-4o").with("upstream", "openai").used(INPUT_TOKENS, 1_000_000);

    assertThat(prefixed.rate(BUNDLED).amount()).isEqualTo(new BigDecimal("2.5"));
    assertThat(prefixed.rate(BUNDLED).priceId()).isEqualTo("openai/gpt-4o");
  }

  @Test
  void rate_gatewayWithACardOfItsOwn_usesThat() {
    String card =
        """
        {"id":"me/g","provider":"gateway","model":"gpt-4o","price":[{"meter":"input_tokens","rate":"9"}]}""";

    assertThat(
            call("gateway", "gpt-4o")
                .with("upstream", "openai")
                .used(INPUT_TOKENS, 1_000_000)
                .rate(TestPrices.users(card))
                .amount())
        .isEqualTo(new BigDecimal("9"));
  }

  @Test
  void rate_gatewayOfNobodyKnown_isUnrated() {
    Rating rating =
        call("gateway", "m").with("upstream", "nobody").used(INPUT_TOKENS, 1).rate(BUNDLED);

    assertThat(rating.reason()).isEqualTo(Reasons.UNKNOWN_MODEL);
  }

  @Test
  void rate_bigAmounts_areNeverWrittenWithAnExponent() {
    Rating rating =
        call("openai", "m").used(INPUT_TOKENS, 30_000_000_000L).rate(TestPrices.users(CARD));
    assertThat(rating.amount()).hasToString("30000");
    assertThat(rating.charges())
        .singleElement()
        .hasToString("input_tokens 30000000000 x 1/1000000 = 30000");
  }

  @Test
  void rate_multipliesBeforeItDivides() {
    String thirds =
        """
        {"id":"me/gpu","provider":"fal","model":"*","price":[{"meter":"compute_seconds","rate":"1","per":3}]}""";
    assertThat(
            call("fal", "a")
                .used(io.costspan.usage.UsageMeter.COMPUTE_SECONDS, "0.3")
                .rate(TestPrices.users(thirds))
                .amount())
        .isEqualTo(new BigDecimal("0.1"));
  }

  @Test
  void quantitiesOnOneLine_becomeOneCharge() {
    Rating rating =
        call("openai", "gpt-5")
            .used(OUTPUT_TOKENS, 10)
            .used(OUTPUT_TOKENS, 90, "kind", "reasoning")
            .rate(BUNDLED);
    assertThat(rating.charges())
        .singleElement()
        .hasToString("output_tokens 100 x 10/1000000 = 0.001");
  }

  @Test
  void quantitiesOnARoundingLine_areBilledOneByOne() {
    String card =
        """
        {"id":"me/i","provider":"fal","model":"i","price":[{"meter":"pixels","rate":"1","per":100,"round":"up"}]}""";
    Rating rating =
        call("fal", "i").used(PIXELS, 150).used(PIXELS, 150).rate(TestPrices.users(card));
    assertThat(rating.charges())
        .extracting(ChargeLine::toString)
        .containsExactly("pixels 200 x 1/100 = 2", "pixels 200 x 1/100 = 2");
  }

  @Test
  void statedAmount_winsOverBundledPrices_whoseChargesAreKept() {
    Rating rating =
        call("openai", "gpt-4o")
            .used(INPUT_TOKENS, 1_000_000)
            .stated("2.40")
            .estimated()
            .rate(BUNDLED);
    assertThat(rating.status()).isEqualTo(Status.RATED);
    assertThat(rating.source()).isEqualTo(Source.PROVIDER);
    assertThat(rating.amount()).isEqualTo(new BigDecimal("2.4"));
    assertThat(rating.charges())
        .singleElement()
        .extracting(ChargeLine::amount)
        .isEqualTo(new BigDecimal("2.5"));
  }

  @Test
  void usersCard_winsOverStatedAmount() {
    Rating rating =
        call("openai", "m").used(INPUT_TOKENS, 1_000_000).stated("9").rate(TestPrices.users(CARD));
    assertThat(rating.source()).isEqualTo(Source.LOCAL);
    assertThat(rating.amount()).isEqualTo(new BigDecimal("1"));
  }

  @Test
  void usersCardWithAGap_leavesTheStatedAmount() {
    Rating rating =
        call("openai", "m")
            .used(INPUT_TOKENS, 1_000_000)
            .used(IMAGES, 1)
            .stated("9")
            .rate(TestPrices.users(CARD));
    assertThat(rating.source()).isEqualTo(Source.PROVIDER);
    assertThat(rating.amount()).isEqualTo(new BigDecimal("9"));
  }

  @Test
  void statedAmountOfAnUnknownModel_isRated() {
    Rating rating = call("openai", "never-heard").used(INPUT_TOKENS, 1).stated("0.5").rate(BUNDLED);
    assertThat(rating.status()).isEqualTo(Status.RATED);
    assertThat(rating.reason()).isNull();
    assertThat(rating.priceId()).isNull();
  }

  @Test
  void freeCall_costsNothingAndSaysWhy() {
    Rating rating =
        call("openai", "gpt-4o")
            .used(INPUT_TOKENS, 1000)
            .billing(Billing.free(Reasons.FAILED))
            .rate(BUNDLED);
    assertThat(rating.status()).isEqualTo(Status.FREE);
    assertThat(rating.reason()).isEqualTo("failed");
    assertThat(rating.amount()).isEqualTo(BigDecimal.ZERO);
    assertThat(rating.charges()).isEmpty();
  }

  @Test
  void callThatCannotBeKnown_isUnrated_notZero() {
    Rating rating =
        call("openai", "gpt-4o").billing(Billing.unknown(Reasons.ABORTED)).rate(BUNDLED);
    assertUnrated(rating, "aborted");
    assertThat(rating.priceId()).isEqualTo("openai/gpt-4o");
  }

  @Test
  void unknownModel_isUnrated() {
    assertUnrated(call("openai", "gpt-99").used(INPUT_TOKENS, 5).rate(BUNDLED), "unknown_model");
  }

  @Test
  void unknownProvider_isUnrated() {
    assertUnrated(call("nobody", "gpt-4o").used(INPUT_TOKENS, 5).rate(BUNDLED), "unknown_model");
  }

  @Test
  void noQuantities_areNoUsage() {
    assertUnrated(call("openai", "gpt-4o").rate(BUNDLED), "no_usage");
  }

  @Test
  void explicitZeros_costNothing() {
    Rating rating =
        call("openai", "gpt-4o").used(INPUT_TOKENS, 0).used(OUTPUT_TOKENS, 0).rate(BUNDLED);
    assertThat(rating.status()).isEqualTo(Status.RATED);
    assertThat(rating.amount()).isEqualTo(BigDecimal.ZERO);
    assertThat(rating.currency()).isEqualTo("USD");
  }

  @Test
  void meterWithoutLine_makesThePriceCoverTheOthers() {
    Rating rating =
        call("openai", "m")
            .used(INPUT_TOKENS, 1_000_000)
            .used(IMAGES, 2)
            .rate(TestPrices.users(CARD));
    assertThat(rating.status()).isEqualTo(Status.PARTIAL);
    assertThat(rating.reason()).isEqualTo("no_rate.images");
    assertThat(rating.amount()).isEqualTo(new BigDecimal("1"));
  }

  @Test
  void onlyMetersWithoutLine_areUnrated() {
    assertUnrated(
        call("openai", "m").used(REQUESTS, 1).rate(TestPrices.users(CARD)), "no_rate.requests");
  }

  @Test
  void lineWithConditions_doesNotPriceWhatItDoesNotMean() {
    String card =
        """
        {"id":"me/t","provider":"openai","model":"t","price":[
         {"meter":"input_tokens","rate":"1","when":{"modality":"text"}}]}""";
    assertThat(call("openai", "t").used(INPUT_TOKENS, 1).rate(TestPrices.users(card)).status())
        .isEqualTo(Status.RATED);
    assertUnrated(
        call("openai", "t").used(INPUT_TOKENS, 1, "modality", "audio").rate(TestPrices.users(card)),
        "no_rate.input_tokens");
  }

  @Test
  void condition_null_holdsForWhatTheCallDoesNotSay() {
    String card =
        """
        {"id":"me/t","provider":"openai","model":"t","price":[
         {"meter":"images","rate":"1","when":{"quality":null,"service_tier":null}},{"meter":"images","rate":"2"}]}""";

    assertThat(call("openai", "t").used(IMAGES, 1).rate(TestPrices.users(card)).amount())
        .isEqualTo("1");
    assertThat(
            call("openai", "t")
                .used(IMAGES, 1, "quality", "hd")
                .rate(TestPrices.users(card))
                .amount())
        .isEqualTo("2");
    assertThat(
            call("openai", "t")
                .used(IMAGES, 1, "service_tier", "batch")
                .rate(TestPrices.users(card))
                .amount())
        .isEqualTo("2");
  }

  @Test
  void quantityOfAnotherModel_isChargedAtThatModelsCard() {
    Rating rating =
        call("openai", "gpt-5")
            .used(INPUT_TOKENS, 1_000_000)
            .used(OUTPUT_TOKENS, 1000, "model", "gpt-image-1", "modality", "image")
            .rate(BUNDLED);
    assertThat(rating.amount()).isEqualTo(new BigDecimal("1.29"));
    assertThat(rating.charges())
        .extracting(ChargeLine::priceId)
        .containsExactly("openai/gpt-5", "openai/gpt-image-1");
  }

  @Test
  void tokensOfAnotherModel_doNotCountAsContext() {
    String card =
        """
        {"id":"me/l","provider":"openai","model":"l","price":[
         {"meter":"input_tokens","rate":"2","when":{"context":">100"}},{"meter":"input_tokens","rate":"1"}]}""";
    Rating rating =
        call("openai", "l")
            .used(INPUT_TOKENS, 100)
            .used(INPUT_TOKENS, 100, "model", "gpt-4o")
            .rate(TestPrices.users(card));
    assertThat(rating.charges()).first().hasToString("input_tokens 100 x 1/1000000 = 0.0001");
  }

  @Test
  void estimatedUsage_isFlagged() {
    assertThat(call("openai", "gpt-4o").estimated().used(INPUT_TOKENS, 5).rate(BUNDLED).estimated())
        .isTrue();
  }

  @Test
  void pricesOfAUrlAreMissing_everyAmountIsFlagged() {
    Call call = call("openai", "gpt-4o").used(INPUT_TOKENS, 5);
    assertThat(call.rate(BUNDLED).estimated()).isFalse();
    assertThat(call.rate(TestPrices.provisional()).estimated()).isTrue();
    assertThat(call.rate(TestPrices.provisional()).amount()).isEqualTo(call.rate(BUNDLED).amount());
  }

  @Test
  void priceOfTheDay_countsFromMidnightUtc() {
    Call call = call("openai", "o3").used(INPUT_TOKENS, 1_000_000);
    assertThat(call.at("2025-06-09T23:59:59.999Z").rate(BUNDLED).amount())
        .isEqualTo(new BigDecimal("10"));
    assertThat(call.at("2025-06-10T00:00:00Z").rate(BUNDLED).amount())
        .isEqualTo(new BigDecimal("2"));
  }

  private static void assertUnrated(Rating rating, String reason) {
    assertThat(rating.status()).isEqualTo(Status.UNRATED);
    assertThat(rating.reason()).isEqualTo(reason);
    assertThat(rating.amount()).isNull();
    assertThat(rating.currency()).isNull();
  }

  @Test
  void rate_statedAmountOfAGuess_isEstimated() {
    Call call = call("bfl", "flux-2-pro").stated("0.05");

    assertThat(call.used(IMAGES, 1).rate(BUNDLED).estimated()).isFalse();
    assertThat(call.estimated().used(IMAGES, 1).rate(BUNDLED).estimated()).isTrue();
  }

  @Test
  void rate_quantityOfAnotherModel_findsItsCardByItsOwnAttributes() {
    String large =
        """
        {"id":"me/large","provider":"openai","model":"painter","when":{"size":"large"},
         "price":[{"meter":"images","rate":"3"}]}""";

    Rating rating =
        call("openai", "m")
            .used(INPUT_TOKENS, 1_000_000)
            .used(IMAGES, 1, "model", "painter", "size", "large")
            .rate(TestPrices.users(CARD, large));

    assertThat(rating.amount()).isEqualTo(new BigDecimal("4"));
  }

  @Test
  void rate_cardOfAHundredConditions_judgesEachForItself() {
    StringBuilder rates = new StringBuilder();
    StringBuilder factors = new StringBuilder();
    for (int i = 1; i <= 100; i++) {
      rates.append("{'meter':'requests','rate':'%d','when':{'x_line':'%d'}},".formatted(i, i));
      factors.append("{'by':'%d','when':{'x_factor':'%d'}},".formatted(1000 + i, i));
    }
    String card =
        "{'id':'me/h','provider':'house','model':'h','price':[%s],'times':[%s]}"
            .formatted(withoutComma(rates), withoutComma(factors))
            .replace('\'', '"');
    Supplier<PriceTable> prices = TestPrices.users(card);

    for (int i = 1; i <= 100; i++) {
      int other = 101 - i;
      Rating rating =
          call("house", "h")
              .with("x_factor", "" + other)
              .used(REQUESTS, 1, "x_line", "" + i)
              .used(REQUESTS, 1, "x_line", "" + other)
              .rate(prices);

      assertThat(rating.amount()).isEqualTo(new BigDecimal(101 * (1000 + other)));
    }
  }

  private static String withoutComma(StringBuilder list) {
    return list.substring(0, list.length() - 1);
  }
}
