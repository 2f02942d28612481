package io.costspan.whatif;

import static io.costspan.rating.Call.call;
import static io.costspan.usage.UsageMeter.INPUT_TOKENS;
import static io.costspan.usage.UsageMeter.OUTPUT_TOKENS;
import static io.costspan.usage.UsageMeter.REQUESTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.rating.Call;
import io.costspan.rating.ExchangeRates;
import io.costspan.whatif.EffectivePrices.Price;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Houses with units of their own become comparable; the figures are computed by hand. */
class EffectivePricesTest {
  private static List<Price> prices(String rates, Call... calls) {
    EffectivePrices prices = new EffectivePrices(ExchangeRates.of(rates));
    Stream.of(calls).map(Call::rated).forEach(prices::add);
    return List.copyOf(prices.prices());
  }

  @Test
  void requestsOfAContract_perCallAndPerThousandTokens_inUnitsAndMoney() {
    // 4,500 tokens are 3 begun blocks of 2,000; 500 tokens are one
    Price price =
        prices(
                "x:einstein_request:USD=0.02",
                call("salesforce", "m").used(INPUT_TOKENS, 4_000).used(OUTPUT_TOKENS, 500),
                call("salesforce", "m").used(INPUT_TOKENS, 500))
            .get(0);

    assertThat(price.amount()).isEqualByComparingTo("4");
    assertThat(price.perCall()).isEqualByComparingTo("2");
    // 4 / 5
    assertThat(price.perThousandTokens()).isEqualByComparingTo("0.8");
    assertThat(price.perCallInMoney()).isEqualByComparingTo("0.04");
    assertThat(price.perThousandTokensInMoney()).isEqualByComparingTo("0.016");
  }

  @Test
  void houseThatCountsNoTokens_hasNoPriceOfTokens() {
    Price price = prices("", call("copilot_studio", "Helpdesk").used(REQUESTS, 3)).get(0);

    assertThat(price.perCall()).isEqualByComparingTo("6");
    assertThat(price.perThousandTokens()).isNull();
    assertThat(price.perCallInMoney()).as("nobody says what a credit is worth").isNull();
  }

  @Test
  void tokens_inDollars() {
    Price price =
        prices(
                "x:copilot_credit:USD=0.01",
                call("openai", "gpt-4o").used(INPUT_TOKENS, 3_000).used(OUTPUT_TOKENS, 1_000))
            .get(0);

    // 0.0075 + 0.01 for 4,000 tokens
    assertThat(price.perThousandTokens()).isEqualByComparingTo("0.004375");
    assertThat(price.perCallInMoney()).isEqualByComparingTo("0.0175");
  }

  @Test
  void unknownAmounts_areARowOfTheirOwn() {
    List<Price> prices = prices("", call("openai", "acme-large").used(INPUT_TOKENS, 5));

    assertThat(prices).singleElement().extracting(Price::amount).isNull();
    assertThat(prices.get(0).calls()).isEqualTo(1);
  }
}
