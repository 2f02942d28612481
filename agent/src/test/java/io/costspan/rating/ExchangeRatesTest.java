package io.costspan.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class ExchangeRatesTest {
  private final ExchangeRates rates = ExchangeRates.of("EUR:USD=1.25, x:copilot_credit:USD=0.01,");

  @Test
  void rate_given_multiplies() {
    assertThat(convert("10", "EUR", "USD")).isEqualByComparingTo("12.5");
    assertThat(convert("3", "x:copilot_credit", "USD")).isEqualByComparingTo("0.03");
  }

  @Test
  void rate_ofOtherDirection_divides() {
    assertThat(convert("5", "USD", "EUR")).isEqualByComparingTo("4");
  }

  @Test
  void rate_ofTwo_appliesBoth() {
    assertThat(convert("100", "x:copilot_credit", "EUR")).isEqualByComparingTo("0.8");
  }

  @Test
  void rate_ofSameCurrency_isOne() {
    assertThat(convert("10", "JPY", "JPY")).isEqualTo("10");
  }

  @Test
  void rate_ofUnknownCurrency_isUnknown() {
    assertThat(convert("10", "JPY", "USD")).isNull();
    assertThat(convert("10", "USD", "JPY")).isNull();
  }

  @Test
  void main_isTheCurrencyOfTheFirstRate() {
    assertThat(rates.main()).contains("USD");
    assertThat(ExchangeRates.of("").main()).isEmpty();
  }

  @Test
  void of_anythingElse_saysWhatWouldBeValid() {
    for (String text :
        new String[] {"EUR=1.08", "EUR:USD", "EUR:USD=0", "EUR:USD=-1", "eur:usd=1"}) {
      assertThatThrownBy(() -> ExchangeRates.of(text))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("such as EUR:USD=1.08");
    }
  }

  private BigDecimal convert(String amount, String from, String to) {
    BigDecimal rate = rates.rate(from, to);
    return rate == null ? null : new BigDecimal(amount).multiply(rate);
  }
}
