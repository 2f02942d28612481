package io.costspan.ratecard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.costspan.json.JsonException;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file with one wrong card is refused whole, and the message says where and how to mend it. */
class PriceFileTest {
  private static final String GOOD =
      """
      {"id":"me/a","provider":"openai","model":"a","price":[{"meter":"input_tokens","rate":"1"}],
       "source":"contract","checked":"2026-08-21"}""";

  @Test
  void goodCard_isRead() {
    assertThat(TestPrices.file("f.json", false, GOOD).cards())
        .singleElement()
        .satisfies(card -> assertThat(card.id()).isEqualTo("me/a"));
  }

  @Test
  void usersCard_mayLeaveOutSourceAndDay() {
    String card = GOOD.replaceAll(",\\s*\"source.*\"checked\":\"2026-08-21\"", "");
    assertThat(TestPrices.file("f.json", true, card).cards().get(0).source()).isEqualTo("f.json");
    refusal(false, card).hasMessage("f.json, line 2: \"source\" is missing; add it");
  }

  @Test
  void unknownWord() {
    refusal(GOOD.replace("\"price\"", "\"prise\""))
        .hasMessageStartingWith(
            "f.json, line 2: unknown word \"prise\"; known words here: as, checked, ");
  }

  @Test
  void unknownMeter() {
    refusal(GOOD.replace("input_tokens", "input_token"))
        .hasMessageStartingWith(
            "f.json, line 2: unknown meter \"input_token\"; known meters are: [input_tokens,");
  }

  @Test
  void unknownAttribute() {
    refusal(GOOD.replace("\"rate\":\"1\"", "\"rate\":\"1\",\"when\":{\"sizes\":\"1024x1024\"}"))
        .hasMessageStartingWith(
            "f.json, line 2: unknown attribute \"sizes\"; begin your own with \"x_\";"
                + " known attributes are: audio,");
  }

  @Test
  void dayThatNoWeekHas() {
    String weekend = "\"rate\":\"1\",\"when\":{\"weekday\":[\"Sat\",\"%s\"]}";
    refusal(GOOD.replace("\"rate\":\"1\"", weekend.formatted("sunday")))
        .hasMessage(
            "f.json, line 2: \"sunday\" is not a weekday; write Mon, Tue, Wed, Thu, Fri, Sat, Sun");
    String good = GOOD.replace("\"rate\":\"1\"", weekend.formatted("Sun"));
    assertThat(TestPrices.file("f.json", true, good).cards()).hasSize(1);
  }

  @Test
  void lineWithoutMeter() {
    refusal(GOOD.replace("\"input_tokens\"", "[]"))
        .hasMessage("f.json, line 2: no meter; name one, such as \"input_tokens\"");
  }

  /** Plain digits of the first would fill the heap, a product with the last take for ever. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e999999999",
        "1e-999999999",
        "\"1e999999999\"",
        "\"1e-41\"",
        "1e99999999999",
        "12345678901234567890123456789012345678901",
      })
  void numberBeyondAllPrices(String number) {
    refusal(GOOD.replace("\"1\"", number)).hasMessageContaining("f.json, line 2: ");
    refusal(GOOD.replace("\"model\":\"a\"", "\"model\":" + number.replace("\"", "")))
        .hasMessageContaining("f.json, line 2: ");
  }

  @Test
  void ownAttribute_isAccepted() {
    String card = GOOD.replace("\"rate\":\"1\"", "\"rate\":\"1\",\"when\":{\"x_tenant\":\"a\"}");
    assertThat(TestPrices.file("f.json", true, card).cards()).hasSize(1);
  }

  @Test
  void condition_onWhatIsMissing_coversItsLine() {
    String lines =
        """
        "rate":"1","when":{"quality":[null,"low"]}},{"meter":"input_tokens","rate":"2","when":{"quality":null}}""";
    refusal(GOOD.replace("\"rate\":\"1\"}", lines))
        .hasMessageContaining("this line is never reached");
  }

  @Test
  void unreachableLine() {
    refusal(
            GOOD.replace(
                "\"rate\":\"1\"}",
                "\"rate\":\"1\"},\n"
                    + " {\"meter\":\"input_tokens\",\"rate\":\"2\",\"when\":{\"context\":\">200000\"}}"))
        .hasMessage(
            "f.json, line 3: this line is never reached: line 1 of the card covers it; "
                + "put the special line above the general one");
  }

  @Test
  void widerBoundAboveNarrowerOne_isUnreachable() {
    String lines =
        """
        "rate":"2","when":{"context":">%s"}},{"meter":"input_tokens","rate":"3","when":{"context":">%s"}}""";
    refusal(GOOD.replace("\"rate\":\"1\"}", lines.formatted("128000", "256000")))
        .hasMessageContaining("this line is never reached");
    String rising = GOOD.replace("\"rate\":\"1\"}", lines.formatted("256000", "128000"));
    assertThat(TestPrices.file("f.json", true, rising).cards()).hasSize(1);
  }

  @Test
  void overlappingDates() {
    String until = GOOD.replace("\"model\"", "\"until\":\"2026-02-01\",\"model\"");
    String from =
        GOOD.replace("me/a", "me/b").replace("\"model\"", "\"from\":\"2026-02-01\",\"model\"");
    assertThat(TestPrices.file("f.json", true, until, from).cards()).hasSize(2);
    refusal(until, from.replace("2026-02-01", "2026-01-31"))
        .hasMessage(
            "f.json, line 4: \"a\" has two prices at the same time: also me/a, f.json, line 2; "
                + "end the older one with \"until\"");
  }

  @Test
  void sameId() {
    refusal(GOOD, GOOD.replace("\"model\":\"a\"", "\"model\":\"b\""))
        .hasMessage("f.json, line 4: the id \"me/a\" is taken by f.json, line 2; choose another");
  }

  @Test
  void badDecimal() {
    refusal(GOOD.replace("\"rate\":\"1\"", "\"rate\":\"1,5\""))
        .hasMessage("f.json, line 2: expected a decimal number such as \"0.0025\", found 1,5");
  }

  @Test
  void negativeRate() {
    refusal(GOOD.replace("\"rate\":\"1\"", "\"rate\":\"-1\""))
        .hasMessage("f.json, line 2: negative: -1; a price is 0 or more");
  }

  @Test
  void badDate() {
    refusal(GOOD.replace("\"model\"", "\"from\":\"1.2.2026\",\"model\""))
        .hasMessage("f.json, line 2: \"1.2.2026\" is not a date; write it as 2026-08-21");
  }

  @Test
  void unknownLike() {
    refusal(GOOD.replace("\"model\"", "\"like\":\"openai/gpt-none\",\"model\""))
        .hasMessage(
            "f.json, line 2: no card \"openai/gpt-none\" above this one or in the bundled table; "
                + "correct the id");
  }

  @Test
  void overlay_isForUsersAlone() {
    String card = GOOD.replaceAll("\"price\":\\[.*?\\]", "\"like\":\"*\"");
    assertThat(TestPrices.file("f.json", true, card).cards().get(0).isOverlay()).isTrue();
    refusal(card).hasMessageStartingWith("f.json, line 2: no card \"*\" above this one");
  }

  @Test
  void freeCard_hasAReasonInsteadOfAPrice() {
    String card = GOOD.replaceAll("\"price\":\\[.*?\\]", "\"free\":\"provisioned\"");
    assertThat(TestPrices.file("f.json", true, card).cards().get(0).free())
        .isEqualTo("provisioned");
    refusal(true, card.replace("provisioned", "gratis"))
        .hasMessage("f.json, line 2: \"free\" should be \"provisioned\", the only reason");
    refusal(true, GOOD.replace("\"model\"", "\"free\":\"provisioned\",\"model\""))
        .hasMessage("f.json, line 2: a free card has neither \"price\" nor \"times\"; remove them");
  }

  @Test
  void asBesideLike() {
    refusal(true, GOOD.replace("\"model\"", "\"as\":\"b\",\"like\":\"openai/gpt-4o\",\"model\""))
        .hasMessage(
            "f.json, line 2: \"as\" names a model in a file of yours, \"like\" a card; keep one");
  }

  @Test
  void lineBelowAWiderBeginning_isUnreachable() {
    String lines =
        """
        "rate":"2","when":{"path":"%s"}},{"meter":"input_tokens","rate":"3","when":{"path":"%s"}}""";
    refusal(GOOD.replace("\"rate\":\"1\"}", lines.formatted("/v1/*", "/v1/a*")))
        .hasMessageContaining("this line is never reached");
    refusal(GOOD.replace("\"rate\":\"1\"}", lines.formatted("/v1/*", "/v1/a")))
        .hasMessageContaining("this line is never reached");
    String narrowFirst = GOOD.replace("\"rate\":\"1\"}", lines.formatted("/v1/a*", "/v1/*"));
    assertThat(TestPrices.file("f.json", true, narrowFirst).cards()).hasSize(1);
  }

  @Test
  void overSomethingElse() {
    refusal(GOOD.replace("\"rate\":\"1\"", "\"rate\":\"1\",\"over\":\"year\""))
        .hasMessage("f.json, line 2: \"over\" can be \"call\" or \"month\"; correct or remove it");
  }

  @Test
  void starInsideAName() {
    refusal(GOOD.replace("\"model\":\"a\"", "\"model\":\"a*b\""))
        .hasMessage(
            "f.json, line 2: \"a*b\" is not a model name; a * may only be its last" + " character");
  }

  @Test
  void factorByANumberOfTheCall_needsToKnowPerHowMany() {
    String card = GOOD.replace("\"price\"", "\"times\":[{%s}],\"price\"");
    refusal(card.formatted("\"by\":\"steps\"")).hasMessageContaining("\"per\" is missing");
    refusal(card.formatted("\"by\":\"2\",\"per\":\"4\""))
        .hasMessageContaining("need a word of the call such as steps, but found 2");
    refusal(card.formatted("\"by\":\"stepz\",\"per\":\"4\"")).hasMessageContaining("found stepz");
  }

  @Test
  void bandsThatDoNotRise() {
    refusal(
            GOOD.replace(
                "\"rate\":\"1\"",
                "\"bands\":[{\"upto\":2,\"rate\":\"1\"},{\"upto\":1,\"rate\":\"2\"},{\"rate\":\"3\"}]"))
        .hasMessage(
            "f.json, line 2: bands must be in ascending order; the open-ended one comes last");
  }

  private static AbstractThrowableAssert<?, ?> refusal(String... cards) {
    return refusal(false, cards);
  }

  private static AbstractThrowableAssert<?, ?> refusal(boolean users, String... cards) {
    return assertThatThrownBy(() -> TestPrices.file("f.json", users, cards))
        .isInstanceOf(JsonException.class);
  }
}
