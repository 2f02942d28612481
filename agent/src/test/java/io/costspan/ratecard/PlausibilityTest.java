package io.costspan.ratecard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlausibilityTest {
  @Test
  void tierFiftyTimesTheStandardPrice_standsOut() {
    assertThat(
            warnings(
                "{\"meter\":\"input_tokens\",\"rate\":\"2.5\",\"when\":{\"service_tier\":\"priority\"}}"))
        .containsExactly("input_tokens at 2.5{service_tier=priority}, standard 0.05");
  }

  @Test
  void twiceTheStandardPrice_doesNot() {
    assertThat(
            warnings(
                "{\"meter\":\"input_tokens\",\"rate\":\"0.1\",\"when\":{\"context\":\">200000\"}}"))
        .isEmpty();
  }

  @Test
  void otherModalityAtManyTimesThePrice_doesNot() {
    assertThat(
            warnings(
                "{\"meter\":\"input_tokens\",\"rate\":\"32\",\"when\":{\"modality\":\"audio\"}}"))
        .isEmpty();
  }

  @Test
  void ratesForOtherCounts_areComparedByTheUnit() {
    assertThat(
            warnings(
                """
                {"meter":"input_tokens","rate":"0.0001","per":"1000","when":{"context":">200000"}}"""))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"USD, 0.0000025, 1000000", "EUR, 2500000, 1000000", "USD, 2.5, 1000"})
  void tokensAtAPriceForOneOrAThousand_standOut(String currency, String rate, String per) {
    assertThat(oddities(currency, rate, per))
        .containsExactly(
            "input_tokens at " + rate + " for " + per + ", which is implausible for tokens");
  }

  @ParameterizedTest
  @CsvSource({
    "USD, 0.0000025, 1",
    "USD, 0, 1000000",
    "x:credit, 0.0000025, 1000000",
    "KRW, 5000, 1000000"
  })
  void tokensAtAPriceThatMayBe_doNot(String currency, String rate, String per) {
    assertThat(oddities(currency, rate, per)).isEmpty();
  }

  private static List<String> oddities(String currency, String rate, String per) {
    String card =
        """
        {"id":"me/a","provider":"openai","model":"a","currency":"%s","price":[{"meter":"input_tokens","rate":"%s","per":"%s"}]}"""
            .formatted(currency, rate, per);
    return Plausibility.oddities(TestPrices.file("f.json", true, card).cards().get(0));
  }

  private static List<String> warnings(String line) {
    String card =
        """
        {"id":"me/a","provider":"openai","model":"a","price":[%s,{"meter":"input_tokens","rate":"0.05"}]}"""
            .formatted(line);
    return Plausibility.oddities(TestPrices.file("f.json", true, card).cards().get(0));
  }
}
