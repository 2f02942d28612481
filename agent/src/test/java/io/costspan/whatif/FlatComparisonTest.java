package io.costspan.whatif;

import static io.costspan.rating.Call.call;
import static io.costspan.usage.UsageMeter.IMAGES;
import static io.costspan.usage.UsageMeter.INPUT_TOKENS;
import static io.costspan.usage.UsageMeter.OUTPUT_TOKENS;
import static io.costspan.usage.UsageMeter.REQUESTS;
import static io.costspan.usage.UsageMeter.TOOL_CALLS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.costspan.rating.Call;
import io.costspan.rating.ExchangeRates;
import io.costspan.usage.Billing;
import io.costspan.usage.Reasons;
import io.costspan.whatif.FlatComparison.Result;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Prices per call against prices by what is used; the figures are computed by hand. */
class FlatComparisonTest {
  private static Result compared(String offer, ExchangeRates rates, Call... calls) {
    FlatComparison comparison = comparison(offer, rates, calls);
    assertThat(comparison.unknown()).isEmpty();
    assertThat(comparison.results()).hasSize(1);
    return comparison.results().get(0);
  }

  private static FlatComparison comparison(String offer, ExchangeRates rates, Call... calls) {
    FlatComparison comparison = new FlatComparison(FlatOffer.of(offer), rates, ZoneOffset.UTC);
    Stream.of(calls).map(Call::rated).forEach(comparison::add);
    return comparison;
  }

  private static void assertSpread(
      Result result, String least, String median, String ninetyFifth, String most) {
    assertThat(Stream.of(0, 50, 95, 100).map(result::percentile))
        .usingElementComparator(BigDecimal::compareTo)
        .containsExactly(
            new BigDecimal(least),
            new BigDecimal(median),
            new BigDecimal(ninetyFifth),
            new BigDecimal(most));
  }

  private static void assertSide(Result result, int sign, long calls, String money) {
    assertThat(result.side(sign).calls()).isEqualTo(calls);
    assertThat(result.side(sign).money()).isEqualByComparingTo(money);
  }

  private static Call chat(long input, long output) {
    return call("openai", "gpt-4o").used(INPUT_TOKENS, input).used(OUTPUT_TOKENS, output);
  }

  @Test
  void chatModel_againstOneCentACall() {
    // 2.50 in and 10 out per million: 0.0025 + 0.001, 0.005 + 0.005, 0.01 + 0.01, 0.02 + 0.003
    Result result =
        compared(
            "openai/gpt-4o=0.01",
            ExchangeRates.NONE,
            chat(1_000, 100),
            chat(2_000, 500),
            chat(4_000, 1_000),
            chat(8_000, 300));

    assertSpread(result, "0.0035", "0.01", "0.023", "0.023");
    assertThat(result.measured()).isEqualByComparingTo("0.0565");
    assertThat(result.offered()).isEqualByComparingTo("0.04");
    // 0.0565 / 4
    assertThat(result.equal()).isEqualByComparingTo("0.014125");
    assertSide(result, 1, 2, "0.043");
    assertSide(result, 0, 1, "0.01");
    assertSide(result, -1, 1, "0.0035");
  }

  private static Call picture(long tokens) {
    return call("openai", "gpt-image-1.5")
        .operation("image_generation")
        .used(INPUT_TOKENS, 23)
        .used(OUTPUT_TOKENS, tokens, "modality", "image");
  }

  @Test
  void imagesByToken_againstFourCentsAnImage() {
    // 23 x 5 = 0.000115 for the text, and 32 per million for 272, 1,056 and 4,160 tokens of image:
    // 0.000115 + 0.008704, + 0.033792, + 0.13312
    Result result =
        compared(
            "openai/gpt-image-1.5=0.04",
            ExchangeRates.NONE,
            picture(272),
            picture(1_056),
            picture(4_160));

    assertSpread(result, "0.008819", "0.033907", "0.133235", "0.133235");
    assertThat(result.measured()).isEqualByComparingTo("0.175961");
    assertThat(result.offered()).isEqualByComparingTo("0.12");
    assertSide(result, 1, 1, "0.133235");
    assertSide(result, -1, 2, "0.042726");
  }

  @Test
  void imagesAtFourCents_areEqualToTheOfferUntilOneIsWide() {
    Call square = call("openai", "dall-e-3").used(IMAGES, 1, "size", "1024x1024");
    Call wide = call("openai", "dall-e-3").used(IMAGES, 1, "size", "1792x1024", "quality", "hd");

    // 3 x 0.04 + 0.12 = 0.24, a quarter of it is 0.06
    Result result = compared("dall-e-3=0.04", ExchangeRates.NONE, square, square, square, wide);

    assertSpread(result, "0.04", "0.04", "0.12", "0.12");
    assertThat(result.equal()).isEqualByComparingTo("0.06");
    assertThat(result.offered()).isEqualByComparingTo("0.16");
    assertSide(result, 0, 3, "0.12");
    assertSide(result, 1, 1, "0.12");
  }

  @Test
  void searchesAtHalfACent_againstOneCent() {
    Call search = call("perplexity", null).operation("search").used(REQUESTS, 1);

    // 5 per thousand
    Result result = compared("perplexity/*=0.01", ExchangeRates.NONE, search, search);

    assertThat(result.measured()).isEqualByComparingTo("0.01");
    assertThat(result.offered()).isEqualByComparingTo("0.02");
    assertThat(result.equal()).isEqualByComparingTo("0.005");
    assertSide(result, -1, 2, "0.01");
  }

  @Test
  void searchesAtOneCentBesideTokens_againstHalfACent() {
    // 10 per thousand searches; 400 x 2.50 and 100 x 10 per million are 0.001 each
    Call one = chat(400, 100).used(TOOL_CALLS, 1, "tool", "web_search");
    Call two = chat(400, 100).used(TOOL_CALLS, 2, "tool", "web_search");

    Result result = compared("openai/*=0.005", ExchangeRates.NONE, one, two);

    assertSpread(result, "0.012", "0.012", "0.022", "0.022");
    assertThat(result.offered()).isEqualByComparingTo("0.01");
    assertThat(result.equal()).isEqualByComparingTo("0.017");
    assertSide(result, 1, 2, "0.034");
  }

  private static final ExchangeRates CREDITS = ExchangeRates.of("x:copilot_credit:USD=0.01");

  @Test
  void contractInCredits_againstDollars() {
    Call answer = call("copilot_studio", "Helpdesk").used(REQUESTS, 1);
    Call graph = call("copilot_studio", "Helpdesk").used(REQUESTS, 1, "kind", "graph");

    // 2 + 2 + 10 = 14 credits; 0.05 dollars are 5 credits of 0.01
    Result result = compared("copilot_studio/*=0.05", CREDITS, answer, answer, graph);

    assertThat(result.currency()).isEqualTo("x:copilot_credit");
    assertThat(result.measured()).isEqualByComparingTo("14");
    assertThat(result.flat()).isEqualByComparingTo("5");
    assertThat(result.offered()).isEqualByComparingTo("15");
    assertSide(result, -1, 2, "4");
    assertSide(result, 1, 1, "10");
  }

  @Test
  void chatModel_againstAContractInCredits() {
    // 2 credits of 0.01 dollars
    Result result =
        compared("gpt-4o=2:x:copilot_credit", CREDITS, chat(1_000, 100), chat(8_000, 300));

    assertThat(result.flat()).isEqualByComparingTo("0.02");
    assertSide(result, -1, 1, "0.0035");
    assertSide(result, 1, 1, "0.023");
  }

  @Test
  void offerInAnUnknownUnit_isNotCompared() {
    Result result = compared("gpt-4o=2:x:house_point", ExchangeRates.NONE, chat(1_000, 100));

    assertThat(result.flat()).isNull();
    assertThat(result.offered()).isNull();
    assertThat(result.measured()).isEqualByComparingTo("0.0035");
  }

  @Test
  @DisplayName("what is not known, and what is not billed, is counted and never zero")
  void unknownCalls_areCountedByReason() {
    FlatComparison comparison =
        comparison(
            "openai/*=0.01",
            ExchangeRates.NONE,
            chat(1_000, 100),
            call("openai", "acme-large").used(INPUT_TOKENS, 5),
            chat(1, 1).used(IMAGES, 1),
            chat(1, 1).billing(Billing.free(Reasons.FAILED)),
            call("anthropic", "claude-sonnet-4-5").used(INPUT_TOKENS, 5));

    assertThat(comparison.unknown())
        .isEqualTo(Map.of("unrated: unknown_model", 1L, "partial: no_rate.images", 1L));
    assertThat(comparison.notBilled()).isEqualTo(1);
    assertThat(comparison.results()).singleElement().extracting(Result::calls).isEqualTo(1L);
  }

  @Test
  void month_ofAWeekThatIsTheSameEveryDay_isThirtyTimesTheDay() {
    Call[] week =
        Stream.of("01", "02", "03", "04", "05", "06", "07")
            .map(day -> chat(2_000, 500).at("2026-09-" + day + "T12:00:00Z"))
            .toArray(Call[]::new);

    Result result = compared("gpt-4o=0.02", ExchangeRates.NONE, week);

    assertThat(result.days()).isEqualTo(7);
    assertThat(result.month().low()).isEqualByComparingTo("0.3");
    assertThat(result.month().high()).isEqualByComparingTo("0.3");
    assertThat(result.monthOffered().middle()).isEqualByComparingTo("0.6");
  }

  @Test
  void month_ofAWeekWithOneCall_varies() {
    Result result =
        compared(
            "gpt-4o=0.02",
            ExchangeRates.NONE,
            chat(2_000, 500).at("2026-09-01T12:00:00Z"),
            chat(2_000, 500).at("2026-09-07T12:00:00Z"));

    // Two of seven days have a call, so about 8.6 of thirty.
    assertThat(result.month().low()).isLessThan(new BigDecimal("0.06"));
    assertThat(result.month().middle()).isBetween(new BigDecimal("0.07"), new BigDecimal("0.1"));
    assertThat(result.month().high()).isGreaterThan(new BigDecimal("0.11"));
  }

  @Test
  void month_ofLessThanAWeek_isNotSaid() {
    assertThat(compared("gpt-4o=0.02", ExchangeRates.NONE, chat(1, 1)).month()).isNull();
  }

  @Test
  void offer_misspelt_saysWhatWouldBeValid() {
    assertThatThrownBy(() -> FlatOffer.of("gpt-4o=cheap"))
        .hasMessageContaining("use MODEL=PRICE[:CURRENCY], such as openai/gpt-4o=0.01");
  }
}
