package io.costspan.ratecard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

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

  private static List<String> warnings(String line) {
    String card =
        """
        {"id":"me/a","provider":"openai","model":"a","price":[%s,{"meter":"input_tokens","rate":"0.05"}]}"""
            .formatted(line);
    return Plausibility.oddities(TestPrices.file("f.json", true, card).cards().get(0));
  }
}
