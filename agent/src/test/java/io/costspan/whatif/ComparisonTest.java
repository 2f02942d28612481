package io.costspan.whatif;

import static io.costspan.rating.Call.call;
import static io.costspan.usage.UsageMeter.CACHED_INPUT_TOKENS;
import static io.costspan.usage.UsageMeter.CACHE_WRITE_TOKENS;
import static io.costspan.usage.UsageMeter.IMAGES;
import static io.costspan.usage.UsageMeter.INPUT_TOKENS;
import static io.costspan.usage.UsageMeter.OUTPUT_TOKENS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.costspan.pipeline.RatedCall;
import io.costspan.ratecard.PriceTable;
import io.costspan.ratecard.TestPrices;
import io.costspan.rating.Call;
import io.costspan.rating.ExchangeRates;
import io.costspan.rating.Rater;
import io.costspan.rating.Rating;
import io.costspan.usage.Billing;
import io.costspan.usage.Reasons;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Calls as recorded against the same calls as supposed; the figures are computed by hand. */
class ComparisonTest {
  private static final Supplier<PriceTable> BUNDLED = TestPrices.bundled();

  private static Comparison compared(Change change, Call... calls) {
    Comparison comparison =
        Comparison.byModel(
            new Rater(BUNDLED), new Premise(List.of(change), false, null, ExchangeRates.NONE));
    Stream.of(calls).forEach(call -> comparison.add(call.rated(), true));
    return comparison;
  }

  private static Comparison repriced(Supplier<PriceTable> prices, Call... calls) {
    Comparison comparison =
        Comparison.byCard(
            new Rater(prices), new Premise(List.of(), true, null, ExchangeRates.NONE));
    Stream.of(calls).forEach(call -> comparison.add(call.rated(), true));
    return comparison;
  }

  private static Row only(Comparison comparison) {
    assertThat(comparison.rows()).hasSize(1);
    return comparison.rows().iterator().next();
  }

  private static OtherModel as(String text) {
    return OtherModel.of(text, List.of("openai", "anthropic", "deepseek", "salesforce")::contains);
  }

  private static Call gpt4o() {
    return call("openai", "gpt-4o").used(INPUT_TOKENS, 1_000_000).used(OUTPUT_TOKENS, 100_000);
  }

  @Test
  void as_ratesTheSameQuantitiesByAnotherCard() {
    // 2.50 + 1 before; 2 + 0.80 by gpt-4.1
    Row row = only(compared(as("gpt-4o=openai/gpt-4.1"), gpt4o(), gpt4o()));

    assertThat(row.group()).isEqualTo(new Row.Group("openai/gpt-4o", "openai/gpt-4.1", "USD"));
    assertThat(row.calls()).isEqualTo(2);
    assertThat(row.before()).isEqualByComparingTo("7");
    assertThat(row.after()).isEqualByComparingTo("5.6");
    assertThat(row.difference()).isEqualByComparingTo("-1.4");
    assertThat(row.change()).isEqualByComparingTo("-0.2");
    assertThat(row.ratio()).as("both make the same tokens").isEmpty();
  }

  @Test
  void as_saysHowMuchMoreOutputWouldBeEqual() {
    // (3.50 - 2) / 0.80
    Row row = only(compared(as("gpt-4o=openai/gpt-4.1"), gpt4o()));

    assertThat(row.equalAtOutputTimes()).isEqualByComparingTo("1.875");
  }

  @Test
  void as_anotherTokenizer_isARange() {
    // 3 + 1.50; every token counts between 1.01 / 1.09 and 1.18 / 0.92 times
    Row row = only(compared(as("gpt-4o=anthropic/claude-sonnet-4-5"), gpt4oOfHalf()));

    assertThat(row.after()).isEqualByComparingTo("0.45");
    assertThat(row.ratio().orElseThrow().least()).isEqualByComparingTo("0.92");
    assertThat(row.ratio().orElseThrow().most()).isEqualByComparingTo("1.29");
    assertThat(row.least()).isEqualByComparingTo("0.414");
    assertThat(row.most()).isEqualByComparingTo("0.5805");
  }

  /** Few enough tokens for the price of short contexts. */
  private static Call gpt4oOfHalf() {
    return call("openai", "gpt-4o").used(INPUT_TOKENS, 100_000).used(OUTPUT_TOKENS, 10_000);
  }

  @Test
  void as_betweenGenerationsOfClaude_isWhatAnthropicSays() {
    Row row =
        only(
            compared(
                as("claude-opus-4-6=anthropic/claude-opus-4-7"),
                call("anthropic", "claude-opus-4-6").used(INPUT_TOKENS, 100_000)));

    // 5 per million
    assertThat(row.least()).isEqualByComparingTo("0.5");
    assertThat(row.most()).isEqualByComparingTo("0.675");
  }

  @Test
  void as_unknownTokenizer_isSaid() {
    Row row = only(compared(as("gpt-4o=deepseek/deepseek-chat"), gpt4o()));

    assertThat(row.ratio().orElseThrow().isKnown()).isFalse();
    assertThat(row.most()).isEqualTo(row.after());
  }

  @Test
  void as_otherCalls_areLeftAlone() {
    Comparison comparison =
        compared(
            as("gpt-4o=openai/gpt-4.1"),
            gpt4o(),
            call("openai", "gpt-4o-mini").used(INPUT_TOKENS, 1_000_000),
            call("openai", "acme-large").used(INPUT_TOKENS, 1),
            gpt4o().billing(Billing.free(Reasons.FAILED)));

    assertThat(only(comparison).calls()).isEqualTo(1);
    assertThat(comparison.others())
        .isEqualTo(Map.of("USD", new Gap.Sum(1, new BigDecimal("0.15"))));
    assertThat(comparison.othersUnknown()).isEqualTo(1);
    assertThat(comparison.notBilled()).isEqualTo(1);
  }

  @Test
  void as_modelWithoutACard_isAGapAndNotZero() {
    Comparison comparison = compared(as("gpt-4o=openai/gpt-99"), gpt4o());

    assertThat(comparison.rows()).isEmpty();
    assertThat(comparison.gaps())
        .isEqualTo(
            Map.of(
                new Gap(Gap.Kind.AFTER, "openai/gpt-4o", "openai/gpt-99", "unknown_model", "USD"),
                new Gap.Sum(1, new BigDecimal("3.5"))));
  }

  @Test
  void as_aContractsUnit_isComparedAtItsRate_elseAGap() {
    // 4,000 tokens are two requests
    Call chat = call("openai", "gpt-4o").used(INPUT_TOKENS, 4_000);
    Comparison unknown = compared(as("gpt-4o=salesforce/x"), chat);
    Comparison known =
        Comparison.byModel(
            new Rater(BUNDLED),
            new Premise(
                List.of(as("gpt-4o=salesforce/x")),
                false,
                null,
                ExchangeRates.of("x:einstein_request:USD=0.02")));
    known.add(chat.rated(), true);

    assertThat(unknown.rows()).isEmpty();
    assertThat(unknown.gaps().keySet()).extracting(Gap::reason).containsExactly("no_exchange_rate");
    assertThat(only(known).before()).isEqualByComparingTo("0.01");
    assertThat(only(known).after()).isEqualByComparingTo("0.04");
  }

  @Test
  void tier_batch_isHalf() {
    Row row = only(compared(new OtherTier("batch"), gpt4o()));

    assertThat(row.after()).isEqualByComparingTo("1.75");
  }

  @Test
  void tier_ofAStatedAmount_isByTheTable() {
    Row row = only(compared(new OtherTier("batch"), gpt4o().stated("3")));

    assertThat(row.before()).isEqualByComparingTo("3");
    assertThat(row.after()).isEqualByComparingTo("1.75");
  }

  @Test
  void tier_standard_isTheFullPrice() {
    Row row = only(compared(new OtherTier("standard"), gpt4o().with("service_tier", "batch")));

    assertThat(row.before()).isEqualByComparingTo("1.75");
    assertThat(row.after()).isEqualByComparingTo("3.5");
  }

  @Test
  void tier_withoutAPriceOnTheCard_isAGap() {
    Comparison comparison =
        compared(
            new OtherTier("batch"),
            call("openai", "dall-e-3").operation("image_generation").used(IMAGES, 1));

    assertThat(comparison.rows()).isEmpty();
    assertThat(comparison.gaps().keySet())
        .extracting(Gap::reason)
        .containsExactly("no_price_of_tier.batch");
  }

  @Test
  void noCache_cachedAndWrittenTokensAreInput() {
    Call cached =
        call("anthropic", "claude-sonnet-4-5")
            .used(INPUT_TOKENS, 10_000)
            .used(CACHED_INPUT_TOKENS, 20_000)
            .used(CACHE_WRITE_TOKENS, 30_000, "ttl", "1h");

    // 0.03 + 20,000 x 0.30 + 30,000 x 6 per million before; 60,000 x 3 after
    Row row = only(compared(new NoCache(), cached, gpt4o()));

    assertThat(row.before()).isEqualByComparingTo("0.216");
    assertThat(row.after()).isEqualByComparingTo("0.18");
  }

  @Test
  void changes_applyOneAfterTheOther() {
    Comparison comparison =
        Comparison.byModel(
            new Rater(BUNDLED),
            new Premise(
                List.of(as("gpt-4o=openai/gpt-4.1"), new OtherTier("batch"), new NoCache()),
                false,
                null,
                ExchangeRates.NONE));
    comparison.add(gpt4o().rated(), true);

    assertThat(only(comparison).after()).isEqualByComparingTo("1.4");
  }

  private static final String HALF =
      "{'id': 'me/gpt-4o', 'provider': 'openai', 'model': 'gpt-4o', 'like': 'openai/gpt-4o', 'times': [{'by': '0.5'}]}";

  @Test
  void rerate_showsTheDifferencePerCard() {
    Comparison comparison =
        repriced(
            TestPrices.users(
                HALF,
                "{'id': 'me/acme', 'provider': 'openai', 'model': 'acme-large', 'price': [{'meter': 'input_tokens', 'rate': '1'}]}"),
            gpt4o(),
            call("openai", "gpt-4o-mini").used(INPUT_TOKENS, 1_000_000),
            call("openai", "acme-large").used(INPUT_TOKENS, 1_000_000));

    assertThat(comparison.rows())
        .extracting(Row::toString)
        .containsExactly(
            "Group[from=openai/gpt-4o, to=me/gpt-4o, currency=USD]: 3.5 -> 1.75",
            "Group[from=openai/gpt-4o-mini, to=openai/gpt-4o-mini, currency=USD]: 0.15 -> 0.15");
    assertThat(comparison.gaps())
        .isEqualTo(
            Map.of(
                new Gap(Gap.Kind.BEFORE, "-", "me/acme", "unknown_model", "USD"),
                new Gap.Sum(1, BigDecimal.ONE)));
  }

  @Test
  void rerate_statedAmount_givesWayToTheUsersCardAlone() {
    Call stated = gpt4o().stated("3");

    assertThat(only(repriced(BUNDLED, stated)).difference()).isZero();
    assertThat(only(repriced(TestPrices.users(HALF), stated)).after()).isEqualByComparingTo("1.75");
  }

  @Test
  void rerate_at_takesThePricesOfThatDay() {
    String later =
        "{'id': 'me/later', 'provider': 'openai', 'model': 'gpt-4o', 'from': '2026-12-01', 'price': [{'meter': '*_tokens', 'rate': '1'}]}";
    Comparison comparison =
        Comparison.byCard(
            new Rater(TestPrices.users(later)),
            new Premise(
                List.of(), true, Instant.parse("2026-12-02T00:00:00Z"), ExchangeRates.NONE));
    comparison.add(gpt4o().rated(), true);

    assertThat(only(comparison).after()).isEqualByComparingTo("1.1");
    assertThat(only(repriced(TestPrices.users(later), gpt4o())).after())
        .isEqualByComparingTo("3.5");
  }

  @Test
  void otherPricesThanTheLedgers_areSaid() {
    Comparison comparison =
        Comparison.byModel(
            new Rater(TestPrices.users(HALF)),
            new Premise(List.of(as("gpt-4o=openai/gpt-4.1")), false, null, ExchangeRates.NONE));
    comparison.add(gpt4o().rated(), true);

    assertThat(comparison.repriced().get("USD").now()).isEqualByComparingTo("1.75");
    assertThat(comparison.repriced().get("USD").recorded()).isEqualByComparingTo("3.5");
  }

  @Test
  void linesWithoutAttributes_areRatedAgain_unlessTheCostShowsThatTheyHadSome() {
    Comparison comparison =
        Comparison.byCard(
            new Rater(BUNDLED), new Premise(List.of(), true, null, ExchangeRates.NONE));
    RatedCall batch = gpt4o().with("service_tier", "batch").rated();
    RatedCall forgotten = gpt4o().rated().withRating(batch.rating());

    comparison.add(gpt4o().rated(), false);
    Rating again = comparison.add(forgotten, false);

    assertThat(only(comparison).after()).isEqualByComparingTo("3.5");
    assertThat(again).isSameAs(batch.rating());
    assertThat(comparison.gaps())
        .isEqualTo(
            Map.of(
                new Gap(
                    Gap.Kind.AFTER,
                    "openai/gpt-4o",
                    "openai/gpt-4o",
                    "attributes_not_recorded",
                    "USD"),
                new Gap.Sum(1, new BigDecimal("1.75"))));
    assertThat(comparison.withoutAttributes()).isEqualTo(2);
  }

  @Test
  void as_misspelt_saysWhatWouldBeValid() {
    assertThatThrownBy(() -> as("gpt-4o"))
        .hasMessageContaining("use MODEL=PROVIDER/MODEL, such as gpt-4o=anthropic/claude");
  }
}
