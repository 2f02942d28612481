package io.costspan.focus;

import static io.costspan.focus.Past.call;
import static io.costspan.focus.Samples.chat;
import static io.costspan.usage.UsageMeter.AUDIO_SECONDS;
import static io.costspan.usage.UsageMeter.CACHED_INPUT_TOKENS;
import static io.costspan.usage.UsageMeter.CREDITS;
import static io.costspan.usage.UsageMeter.IMAGES;
import static io.costspan.usage.UsageMeter.INPUT_TOKENS;
import static io.costspan.usage.UsageMeter.OUTPUT_TOKENS;
import static io.costspan.usage.UsageMeter.PAGES;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.history.PastCall;
import io.costspan.ratecard.TestPrices;
import io.costspan.rating.ExchangeRates;
import io.costspan.usage.Billing;
import io.costspan.usage.UsageMeter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What each kind of call means for rows. */
class FocusExportTest {
  private static final Past INPUT = call("openai", "gpt-4o").used(INPUT_TOKENS, "1200");

  @Test
  void chargeLine_isARow_withQuantityPriceAndCost() {
    assertThat(Exported.days(INPUT.made()).row())
        .containsEntry("BilledCost", "0.003")
        .containsEntry("EffectiveCost", "0.003")
        .containsEntry("ContractedCost", "0.003")
        .containsEntry("ListCost", "0.003")
        .containsEntry("ConsumedQuantity", "1200")
        .containsEntry("ConsumedUnit", "Tokens")
        .containsEntry("PricingQuantity", "0.0012")
        .containsEntry("PricingUnit", "1000000 Tokens")
        .containsEntry("ContractedUnitPrice", "2.5")
        .containsEntry("ListUnitPrice", "2.5")
        .containsEntry("BillingCurrency", "USD")
        .containsEntry("PricingCurrency", "USD")
        .containsEntry("ProviderName", "OpenAI")
        .containsEntry("ServiceName", "OpenAI API")
        .containsEntry("ServiceSubcategory", "Generative AI")
        .containsEntry("SkuId", "openai/gpt-4o/input_tokens")
        .containsEntry("SkuMeter", "Input Tokens")
        .containsEntry("x_PriceId", "openai/gpt-4o")
        .containsEntry("ChargeDescription", "Input Tokens of gpt-4o at 2.5 USD per 1000000 Tokens");
  }

  @Test
  void callsOfADay_shareARow() {
    Exported days =
        Exported.days(
            chat().at("2026-10-31T23:59:59.999Z").made(),
            chat().at("2026-11-01T00:00:00Z").made(),
            chat().at("2026-11-01T23:59:59.999Z").made());

    assertThat(days.column("ChargePeriodStart"))
        .containsExactly(
            "2026-10-31T00:00:00Z",
            "2026-10-31T00:00:00Z",
            "2026-10-31T00:00:00Z",
            "2026-11-01T00:00:00Z",
            "2026-11-01T00:00:00Z",
            "2026-11-01T00:00:00Z");
    assertThat(days.column("x_ChargeCount")).containsExactly("1", "1", "1", "2", "2", "2");
    assertThat(days.rows().get(5))
        .containsEntry("ConsumedQuantity", "666")
        .containsEntry("ChargePeriodEnd", "2026-11-02T00:00:00Z")
        .containsEntry("BillingPeriodStart", "2026-11-01T00:00:00Z")
        .containsEntry("BillingPeriodEnd", "2026-12-01T00:00:00Z");
  }

  @Test
  void each_isARowForEachCharge_withItsTimesAndTrace() {
    Exported each = Exported.each(chat().made(), chat().made());

    assertThat(each.rows()).hasSize(6);
    assertThat(each.rows().get(0))
        .containsEntry("ChargePeriodStart", "2026-08-21T12:00:00Z")
        .containsEntry("ChargePeriodEnd", "2026-08-21T12:00:02Z")
        .containsEntry("x_TraceId", "4bf92f3577b34da6a3ce929d0e0e4736")
        .containsEntry("x_SpanId", "00f067aa0ba902b7")
        .containsEntry("x_ResponseId", "resp_1")
        .containsEntry("x_ConversationId", "conv_1")
        .containsEntry("x_Caller", "com.acme.Shop.answer");
  }

  @Test
  void callsThatDiffer_shareNoRow() {
    PastCall plain = INPUT.made();

    assertThat(
            List.of(
                Exported.days(plain, input().owner("team", "search").made()),
                Exported.days(plain, input().of("helpdesk").made()),
                Exported.days(plain, input().with("region", "eu-west-1").made()),
                Exported.days(plain, input().operation("text_completion").made()),
                Exported.days(plain, estimatedInput().made()),
                Exported.days(plain, input().at(Samples.DISCOUNT).made())))
        .allSatisfy(days -> assertThat(days.rows()).hasSize(2));
  }

  private static Past input() {
    return call("openai", "gpt-4o").used(INPUT_TOKENS, "1200");
  }

  private static Past estimatedInput() {
    return call("openai", "gpt-4o").estimated().used(INPUT_TOKENS, "1200");
  }

  @Test
  void discountOfTheUsers_showsListAndContractedPrice() {
    assertThat(Exported.days(input().at(Samples.DISCOUNT).made()).row())
        .containsEntry("BilledCost", "0.0024")
        .containsEntry("ContractedCost", "0.0024")
        .containsEntry("ContractedUnitPrice", "2")
        .containsEntry("ListCost", "0.003")
        .containsEntry("ListUnitPrice", "2.5")
        .containsEntry("PricingCurrencyListUnitPrice", "2.5")
        .containsEntry("x_PriceId", "acme+openai/gpt-4o")
        .containsEntry("x_ListPriceId", "openai/gpt-4o");
  }

  @Test
  void flatPriceOfTheUsers_showsWhatTheTokensCostByTheList() {
    Past flat =
        call("openai", "gpt-4o")
            .used(INPUT_TOKENS, "1200")
            .used(OUTPUT_TOKENS, "333")
            .used(UsageMeter.REQUESTS, "1")
            .at(Samples.FLAT);

    Exported days = Exported.days(flat.made());
    assertThat(days.column("SkuMeter"))
        .containsExactly("Input Tokens", "Output Tokens", "Requests");
    assertThat(days.column("ContractedCost")).containsExactly("0", "0", "0.01");
    assertThat(days.column("ListCost")).containsExactly("0.003", "0.00333", "0");
  }

  @Test
  void cardOfTheUsersThatChangesNoBundledOne_isTheListItself() {
    assertThat(
            Exported.of(
                    Samples.CONTRACT,
                    false,
                    List.of(call("acme", "bot").used(CREDITS, "3").at(Samples.POINTS).made()))
                .row())
        .containsEntry("ListCost", "0.012")
        .containsEntry("ContractedCost", "0.012")
        .containsEntry("x_ListPriceId", "points");
  }

  @Test
  void contractUnit_isThePricingCurrency() {
    PastCall bot = call("acme", "bot").used(CREDITS, "3").at(Samples.POINTS).made();

    assertThat(Exported.of(Samples.CONTRACT, false, List.of(bot)).row())
        .containsEntry("BilledCost", "0.012")
        .containsEntry("BillingCurrency", "USD")
        .containsEntry("ContractedUnitPrice", "0.004")
        .containsEntry("PricingCurrency", "point")
        .containsEntry("PricingCurrencyContractedUnitPrice", "1")
        .containsEntry("PricingCurrencyEffectiveCost", "3")
        .containsEntry("PricingCurrencyListUnitPrice", "1")
        .containsEntry("ChargeDescription", "Credits of bot at 1 point each");
  }

  @Test
  void prepaidUnit_isNotBilledAgain() {
    Contract prepaid =
        new Contract(Map.of(), Map.of(), ExchangeRates.of("x:point:USD=0.004"), Set.of("x:point"));
    PastCall bot = call("acme", "bot").used(CREDITS, "3").at(Samples.POINTS).made();

    assertThat(Exported.of(prepaid, false, List.of(bot)).row())
        .containsEntry("BilledCost", "0")
        .containsEntry("EffectiveCost", "0.012");
  }

  @Test
  void contractUnitOfUnknownWorth_hasNoRow_andThatIsSaid() {
    Exported days = Exported.days(call("acme", "bot").used(CREDITS, "3").at(Samples.POINTS).made());

    assertThat(days.rows()).isEmpty();
    assertThat(days.remarks())
        .contains(
            "Without a row, because nobody says what one x:point is worth: 1 call. Say it, such as"
                + " --rates x:point:USD=0.01.");
  }

  @Test
  void statedAmount_isItsLinesAndTheRest() {
    Exported days = Exported.days(chat().stated("0.02").made());

    assertThat(days.column("SkuMeter"))
        .containsExactly(
            "Cache Read Input Tokens", "Input Tokens", "Output Tokens", "Stated Amount");
    assertThat(days.column("BilledCost"))
        .containsExactly("0.00000875", "0.003", "0.00333", "0.01366125");
    assertThat(days.rows().get(3))
        .containsEntry("ChargeCategory", "Adjustment")
        .containsEntry("ListCost", "0.01366125")
        .containsEntry("x_CostSource", "provider")
        .containsEntry("ConsumedQuantity", null)
        .containsEntry("PricingQuantity", null)
        .containsEntry("ContractedUnitPrice", null);
  }

  @Test
  void statedAmountBelowTheLines_hasANegativeRest() {
    assertThat(Exported.days(input().stated("0.001").made()).column("BilledCost"))
        .containsExactly("0.003", "-0.002");
  }

  @Test
  void statedAmountOfJustTheLines_hasNoRest() {
    assertThat(Exported.days(input().stated("0.003").made()).column("ChargeCategory"))
        .containsExactly("Usage");
  }

  @Test
  void statedAmountWithoutLines_isUsageByTheRequest() {
    Past call = call("openrouter", "acme/unheard-of").used(INPUT_TOKENS, "5");

    assertThat(Exported.days(call.stated("0.1").made(), call.stated("0.2").made()).row())
        .containsEntry("ChargeCategory", "Usage")
        .containsEntry("BilledCost", "0.3")
        .containsEntry("PricingQuantity", "2")
        .containsEntry("PricingUnit", "Requests")
        .containsEntry("ConsumedQuantity", "2")
        .containsEntry("ContractedUnitPrice", "0.15")
        .containsEntry("SkuId", "openrouter/acme/unheard-of/stated_amount");
  }

  @Test
  void statedAmountBesideLinesOfAnotherCurrency_isOneRow() {
    Past pages = call("acme", "pages").used(PAGES, "11").used(IMAGES, "1").at(Samples.POINTS);

    assertThat(Exported.days(pages.stated("0.1").made()).row())
        .containsEntry("BilledCost", "0.1")
        .containsEntry("BillingCurrency", "USD")
        .containsEntry("ChargeCategory", "Usage");
  }

  @Test
  void rowsOfADay_areInAnOrderOfTheirOwn() {
    PastCall[] calls =
        Stream.of("f", "b", "h", "a", "d", "g", "c", "e")
            .map(application -> input().of(application).made())
            .toArray(PastCall[]::new);

    assertThat(Exported.days(calls).column("x_Application"))
        .containsExactly("a", "b", "c", "d", "e", "f", "g", "h");
  }

  @Test
  void partialCall_hasRowsForWhatHasAPrice_andThatIsSaid() {
    Exported days = Exported.days(input().used(IMAGES, "1").made());

    assertThat(days.row())
        .containsEntry("BilledCost", "0.003")
        .containsEntry("x_Rating", "partial");
    assertThat(days.remarks())
        .contains("Partial, so that rows lack what has no price: 1 no_rate.images.");
  }

  @Test
  void estimatedCall_saysSoInItsRows() {
    Exported days = Exported.days(estimatedInput().made());

    assertThat(days.row())
        .containsEntry("x_Estimated", "true")
        .containsEntry(
            "ChargeDescription",
            "Input Tokens of gpt-4o at 2.5 USD per 1000000 Tokens (estimated)");
    assertThat(days.remarks()).contains("Estimated: 1 call; its rows say so in x_Estimated.");
  }

  @Test
  void callsWithoutAKnownCost_haveNoRow_andAreCountedByReason() {
    Exported days =
        Exported.days(
            call("openai", "never-heard-of").used(INPUT_TOKENS, "5").made(),
            call("openai", "gpt-4o").made(),
            call("openai", "gpt-4o").billing(Billing.free("failed")).made(),
            call("openai", "gpt-4o").billing(Billing.free("budget")).made(),
            call("openai", "gpt-4o").used(INPUT_TOKENS, "0").made());

    assertThat(days.rows()).isEmpty();
    assertThat(days.remarks())
        .containsExactly(
            "Calls: 5, rows: 0.",
            "Without a charge, so without a row: 1 nothing_used.",
            "Unrated, so without a row, although they may have cost something: 1 no_usage, 1"
                + " unknown_model.",
            "Free, so without a row: 1 failed.",
            "Blocked by a budget, so without a row: 1 budget.");
  }

  @Test
  void accountOfTheUsers_isTheBillingAccount() {
    Exported days = Exported.of(Samples.CONTRACT, false, List.of(INPUT.made()));

    assertThat(days.row())
        .containsEntry("BillingAccountId", "org-42")
        .containsEntry("BillingAccountName", "Acme, Inc.");
    assertThat(days.csv()).contains(",\"Acme, Inc.\",");
    assertThat(days.remarks()).containsExactly("Calls: 1, rows: 1.");
  }

  @Test
  void unknownAccount_isTheProvider_andThatIsSaid() {
    Exported days = Exported.days(INPUT.made());

    assertThat(days.row())
        .containsEntry("BillingAccountId", "openai")
        .containsEntry("BillingAccountName", null);
    assertThat(days.remarks())
        .contains(
            "No billing account is known, so the provider's name is in its place: openai. Name it"
                + " with --account openai=ID.");
  }

  @Test
  void owners_areTags() {
    assertThat(Exported.days(input().owner("team", "a \"b\"\n").owner("app", "x").made()).row())
        .containsEntry("Tags", "{\"app\":\"x\",\"team\":\"a \\\"b\\\"\\n\"}");
  }

  @Test
  void controlCharacters_reachNoTerminal() {
    Exported days =
        Exported.days(call("openai", "gpt-4o\u001b[2J\r\n").used(IMAGES, "1").stated("1").made());

    assertThat(days.row())
        .containsEntry("SkuId", "openai/gpt-4o\ufffd[2J\ufffd\ufffd/stated_amount");
    assertThat(days.csv()).hasLineCount(2);
  }

  @Test
  void details_areThoseOfTheDraftForModelsAndTokens() {
    Past claude =
        call("anthropic", "claude-sonnet-4-5")
            .used(INPUT_TOKENS, "70")
            .used(CACHED_INPUT_TOKENS, "2000")
            .used(UsageMeter.CACHE_WRITE_TOKENS, "1000", "ttl", "1h")
            .used(OUTPUT_TOKENS, "10");
    String model =
        "{\"ModelDeveloper\":\"Anthropic\",\"ModelFamily\":\"Claude\","
            + "\"ModelId\":\"claude-sonnet-4-5\",";

    assertThat(Exported.days(claude.made()).column("SkuPriceDetails"))
        .containsExactlyInAnyOrder(
            model + "\"TokenCacheAction\":\"Uncached\",\"TokenDirection\":\"Input\"}",
            model + "\"TokenCacheAction\":\"Read\",\"TokenDirection\":\"Input\"}",
            model + "\"TokenCacheAction\":\"Write\",\"TokenDirection\":\"Input\",\"x_Ttl\":\"1h\"}",
            model + "\"TokenDirection\":\"Output\"}");
  }

  @Test
  void inputWhoseCacheWritesHaveNoPriceOfTheirOwn_hasNoCacheAction() {
    assertThat(Exported.days(INPUT.made()).row().get("SkuPriceDetails"))
        .contains("\"TokenDirection\":\"Input\"")
        .doesNotContain("TokenCacheAction");
  }

  @Test
  void batch_isAnotherPriceOfTheSameSku() {
    assertThat(Exported.days(input().with("service_tier", "batch").made()).row())
        .containsEntry("SkuId", "openai/gpt-4o/input_tokens")
        .containsEntry("SkuPriceId", "openai/gpt-4o/input_tokens;service_tier=batch")
        .containsEntry("ContractedUnitPrice", "1.25");
  }

  @Test
  void roundedUpQuantity_isPricedWhole_butConsumedAsItWas() {
    PastCall pages = call("acme", "pages").used(PAGES, "11").at(Samples.POINTS).made();

    assertThat(Exported.days(pages).row())
        .containsEntry("ConsumedQuantity", "11")
        .containsEntry("PricingQuantity", "2")
        .containsEntry("PricingUnit", "10 Pages")
        .containsEntry("BilledCost", "1")
        .containsEntry("BillingCurrency", "EUR");
  }

  @Test
  void priceOfAMinute_isForSixtySeconds() {
    assertThat(Exported.days(call("openai", "whisper-1").used(AUDIO_SECONDS, "90").made()).row())
        .containsEntry("PricingQuantity", "1.5")
        .containsEntry("PricingUnit", "60 Seconds")
        .containsEntry("ContractedUnitPrice", "0.006");
  }

  @Test
  void meterThatIsNotMeant_hasNoRow() {
    StringBuilder csv = new StringBuilder();
    FocusExport export =
        new FocusExport(
            TestPrices.bundled().get(), Exported.NONE, meter -> meter == OUTPUT_TOKENS, false, csv);
    export.add(chat().made());
    export.end();

    assertThat(Exported.read(csv.toString(), List.of()).column("SkuMeter"))
        .containsExactly("Output Tokens");
  }
}
