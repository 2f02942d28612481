package io.costspan.rating;

import static io.costspan.rating.Call.call;
import static io.costspan.usage.UsageMeter.INPUT_TOKENS;
import static io.costspan.usage.UsageMeter.OUTPUT_TOKENS;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.ratecard.PriceTable;
import io.costspan.ratecard.TestPrices;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Which card prices which call. */
class ModelMatchingTest {
  private static final Supplier<PriceTable> BUNDLED = TestPrices.bundled();

  @Test
  void answeringModel_beatsTheModelAskedFor() {
    assertThat(card(call("openai", "gpt-4o").answeredBy("gpt-4o-mini-2024-07-18")))
        .isEqualTo("openai/gpt-4o-mini");
  }

  @Test
  void unknownAnsweringModel_leavesTheModelAskedFor() {
    assertThat(card(call("openai", "gpt-4o").answeredBy("router-x"))).isEqualTo("openai/gpt-4o");
  }

  @Test
  void snapshot_beatsItsAlias() {
    assertThat(card(call("openai", "gpt-4o-2024-05-13"))).isEqualTo("openai/gpt-4o-2024-05-13");
  }

  @Test
  void unknownSnapshot_costsWhatItsAliasCosts() {
    assertThat(card(call("openai", "gpt-4.1-2031-01-01"))).isEqualTo("openai/gpt-4.1");
  }

  @Test
  void newFamilyMember_isNotGuessed() {
    assertThat(card(call("openai", "gpt-5.9-luna"))).isNull();
    assertThat(card(call("openai", "gpt-5-ultra"))).isNull();
    assertThat(card(call("anthropic", "claude-opus-4-9"))).isNull();
  }

  @Test
  void fineTunedModel_isNeverPricedAsItsBase() {
    assertThat(card(call("openai", "ft:gpt-4o-2024-08-06:acme::abc")))
        .isEqualTo("openai/ft:gpt-4o-2024-08-06");
    assertThat(card(call("openai", "ft:gpt-9:acme::abc"))).isNull();
  }

  @Test
  void azure_modelBeatsDeployment() {
    assertThat(
            card(
                call("azure.ai.openai", "prod")
                    .with("deployment", "prod")
                    .answeredBy("gpt-4o-2024-08-06")))
        .isEqualTo("azure.ai.openai/gpt-4o");
  }

  @Test
  void azure_deploymentCountsOnlyIfItIsSpeltLikeAModel() {
    assertThat(card(call("azure.ai.openai", "gpt-4o").with("deployment", "gpt-4o")))
        .isEqualTo("azure.ai.openai/gpt-4o");
    assertThat(card(call("azure.ai.openai", "gpt-4o-0807").with("deployment", "gpt-4o-0807")))
        .isNull();
    assertThat(card(call("azure.ai.openai", "my-gpt4").with("deployment", "my-gpt4"))).isNull();
  }

  @Test
  void azure_usersMappingOfADeployment_beatsTheAnsweringModel() {
    Supplier<PriceTable> prices =
        TestPrices.users(
            """
            {"id":"me/eu","provider":"azure.ai.openai","model":"*","when":{"deployment":"my-gpt4"},
             "like":"azure.ai.openai/gpt-4o","times":[{"by":"1.1"}]}""");
    Call call =
        call("azure.ai.openai", "my-gpt4")
            .with("deployment", "my-gpt4")
            .answeredBy("gpt-4")
            .used(INPUT_TOKENS, 1_000_000);
    assertThat(call.rate(prices).priceId()).isEqualTo("me/eu");
    assertThat(call.rate(prices).amount()).isEqualByComparingTo("2.75");
    assertThat(call.with("deployment", "other").rate(prices).priceId())
        .isEqualTo("azure.ai.openai/gpt-4");
  }

  @Test
  void azure_modelsWithoutAzurePrice_fallBackToTheirMaker() {
    assertThat(card(call("azure.ai.openai", "claude-sonnet-4-5")))
        .isEqualTo("azure.ai.openai/anthropic/claude-sonnet-4-5");
  }

  @Test
  void cardForAPathOfOneHost() {
    Supplier<PriceTable> prices =
        TestPrices.users(
            """
            {"id":"me/gateway","provider":"openai","model":"*","when":{"host":"ai.corp"},
             "price":[{"meter":"requests","rate":"0.01"},{"meter":"*_tokens","rate":"0"}]}""");
    assertThat(call("openai", "gpt-4o").with("host", "ai.corp").rate(prices).priceId())
        .isEqualTo("me/gateway");
    assertThat(call("openai", "gpt-4o").with("host", "api.openai.com").rate(prices).priceId())
        .isEqualTo("openai/gpt-4o");
  }

  @Test
  void condition_withAStar_takesAllThatBeginAlike() {
    Supplier<PriceTable> prices =
        TestPrices.users(
            """
            {"id":"me/team","provider":"openai","model":"*","when":{"path":"/team-a/*"},
             "price":[{"meter":"*_tokens","rate":"1"}]}""");
    assertThat(call("openai", "x").with("path", "/team-a/v1/chat").rate(prices).priceId())
        .isEqualTo("me/team");
    assertThat(call("openai", "x").with("path", "/team-b/v1/chat").rate(prices).priceId()).isNull();
    assertThat(call("openai", "x").rate(prices).priceId()).isNull();
  }

  private static final String DISCOUNT =
      """
      {"id":"me/deal","provider":"openai","model":"*","like":"*","times":[{"by":"0.9"}]}""";

  @Test
  void overlay_changesWhateverCardWouldPriceTheCall() {
    Supplier<PriceTable> prices = TestPrices.users(DISCOUNT);
    Rating rating = call("openai", "gpt-4o").used(INPUT_TOKENS, 1_000_000).rate(prices);
    assertThat(rating.priceId()).isEqualTo("me/deal+openai/gpt-4o");
    assertThat(rating.amount()).isEqualByComparingTo("2.25");
    assertThat(rating.currency()).isEqualTo("USD");
    assertThat(call("openai", "gpt-4o-mini").used(INPUT_TOKENS, 1_000_000).rate(prices).amount())
        .isEqualByComparingTo("0.135");
  }

  @Test
  void overlay_beatsWhatTheProviderStates() {
    assertThat(
            call("openai", "gpt-4o")
                .used(INPUT_TOKENS, 1_000_000)
                .stated("9")
                .rate(TestPrices.users(DISCOUNT))
                .amount())
        .isEqualByComparingTo("2.25");
  }

  @Test
  void overlay_withoutACardUnderneath_pricesNothing() {
    Rating rating =
        call("openai", "unheard-of").used(INPUT_TOKENS, 1).rate(TestPrices.users(DISCOUNT));
    assertThat(rating.amount()).isNull();
    assertThat(rating.reason()).isEqualTo("unknown_model");
  }

  @Test
  void overlay_changesOwnCardsBelowItAndNoneAbove() {
    String own =
        """
        {"id":"me/own","provider":"openai","model":"gpt-4o","price":[{"meter":"*_tokens","rate":"2"}]}""";
    Call call = call("openai", "gpt-4o").used(INPUT_TOKENS, 1_000_000);
    assertThat(call.rate(TestPrices.users(DISCOUNT, own)).amount()).isEqualByComparingTo("1.8");
    assertThat(call.rate(TestPrices.users(own, DISCOUNT)).amount()).isEqualByComparingTo("2");
  }

  @Test
  void overlays_addUp() {
    String deal =
        """
        {"id":"me/deal2","provider":"openai","model":"gpt-4o","like":"*","times":[{"by":"0.5"}]}""";
    Rating rating =
        call("openai", "gpt-4o")
            .used(INPUT_TOKENS, 1_000_000)
            .rate(TestPrices.users(DISCOUNT, deal));
    assertThat(rating.amount()).isEqualByComparingTo("1.125");
    assertThat(rating.priceId()).isEqualTo("me/deal+me/deal2+openai/gpt-4o");
  }

  @Test
  void overlay_onlyWhereItsConditionsHold() {
    Supplier<PriceTable> prices =
        TestPrices.users(DISCOUNT.replace("\"like\"", "\"when\":{\"host\":\"ai.corp\"},\"like\""));
    assertThat(call("openai", "gpt-4o").with("host", "ai.corp").rate(prices).priceId())
        .isEqualTo("me/deal+openai/gpt-4o");
    assertThat(call("openai", "gpt-4o").with("host", "api.openai.com").rate(prices).priceId())
        .isEqualTo("openai/gpt-4o");
  }

  @Test
  void overlay_ownLinesComeFirstAndFactorsScaleThemToo() {
    Supplier<PriceTable> prices =
        TestPrices.users(
            """
            {"id":"me/deal","provider":"openai","model":"gpt-4o","like":"*",
             "price":[{"meter":"input_tokens","rate":"2"}],"currency":"EUR","times":[{"by":"0.5"}]}""");
    Rating rating =
        call("openai", "gpt-4o")
            .used(INPUT_TOKENS, 1_000_000)
            .used(OUTPUT_TOKENS, 1_000_000)
            .rate(prices);
    // 2 x 0.5 + 10 x 0.5
    assertThat(rating.amount()).isEqualByComparingTo("6");
    assertThat(rating.currency()).isEqualTo("EUR");
  }

  @Test
  void alias_isPricedAsTheModelItStandsFor() {
    Supplier<PriceTable> prices =
        TestPrices.users(
            """
            {"id":"me/prod","provider":"azure.ai.openai","model":"*","when":{"deployment":"prod"},"as":"gpt-4o"}""",
            """
            {"id":"me/support","provider":"openai","model":"ft:gpt-4o-2024-08-06:acme:support:abc","as":"gpt-4o-mini",
             "times":[{"by":"2"}]}""");
    assertThat(
            call("azure.ai.openai", "prod")
                .with("deployment", "prod")
                .answeredBy("gpt-4-0613")
                .rate(prices)
                .priceId())
        .isEqualTo("me/prod+azure.ai.openai/gpt-4o");
    Call fineTuned = call("openai", "ft:gpt-4o-2024-08-06:acme:support:abc");
    assertThat(fineTuned.used(INPUT_TOKENS, 1_000_000).rate(prices).amount())
        .isEqualByComparingTo("0.3");
    assertThat(call("openai", "ft:gpt-4o-2024-08-06:acme:sales:xyz").rate(prices).priceId())
        .isEqualTo("openai/ft:gpt-4o-2024-08-06");
  }

  @Test
  void alias_followsThePricesOfItsModel() {
    Supplier<PriceTable> prices =
        TestPrices.users(
            """
            {"id":"me/alias","provider":"p","model":"nick","as":"m"}""",
            """
            {"id":"me/old","provider":"p","model":"m","until":"2026-08-01","price":[{"meter":"input_tokens","rate":"2"}]}""",
            """
            {"id":"me/new","provider":"p","model":"m","from":"2026-08-01","price":[{"meter":"input_tokens","rate":"1"}]}""");
    Call call = call("p", "nick").used(INPUT_TOKENS, 1_000_000);
    assertThat(call.at("2026-07-31T12:00:00Z").rate(prices).amount()).isEqualByComparingTo("2");
    assertThat(call.at("2026-08-01T12:00:00Z").rate(prices).amount()).isEqualByComparingTo("1");
  }

  private static String card(Call call) {
    return call.rate(BUNDLED).priceId();
  }
}
