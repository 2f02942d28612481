package io.costspan.ratecard;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.condition.Known;
import io.costspan.json.CatalogFiles;
import io.costspan.ratecard.PriceCheck.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PriceCheckTest {
  private static final Vocabulary VOCABULARY =
      new Vocabulary(
          Map.of(
              "kind",
              new Known(Set.of("reasoning", "citation"), false),
              "service_tier",
              new Known(Set.of("priority"), true),
              "quality",
              new Known(Set.of(), true)),
          Map.of("known", Set.of("quality", "x_mine", "kind")));

  @TempDir Path folder;

  @Test
  void goodCards_nothingToSay() throws IOException {
    assertThat(check(card("a", "", INPUT), card("b", "", INPUT))).isEmpty();
  }

  @Test
  void everyWrongCard_isNamed_notOnlyTheFirst() throws IOException {
    assertThat(
            check(
                card("a", "\"prise\":\"1\",", INPUT),
                card("b", "", "{\"meter\":\"input_token\",\"rate\":\"1\"}"),
                card("c", "", INPUT.replace("}", ",\"when\":{\"sizes\":\"1x1\"}}")),
                card("d", "", INPUT)))
        .satisfiesExactly(
            finding -> assertError(finding, "prices.json, line 1: unknown word \"prise\""),
            finding -> assertError(finding, "prices.json, line 2: unknown meter \"input_token\""),
            finding -> assertError(finding, "prices.json, line 3: unknown attribute \"sizes\""));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"service_tier\":\"priorty\" | did you mean \"priority\"?",
        "\"service_tier\":[\"flex\",\"bacth\"] | did you mean \"batch\"?",
        "\"kind\":\"reasonning\" | did you mean \"reasoning\"?",
        "\"kind\":\"spoken\" | known values are action, citation,",
        "\"quality\":\"hign\" | did you mean \"high\"?",
      })
  void valueThatNoCallHas_isAnError(String condition, String mend) throws IOException {
    String line = INPUT.replace("}", ",\"when\":{" + condition + "}}");

    assertThat(check(card("a", "", line)))
        .satisfiesExactly(
            finding -> {
              assertError(finding, "prices.json, line 1: a: no call has \"");
              assertError(finding, mend);
            });
    assertThat(check(card("a", "\"when\":{" + condition + "},", INPUT))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"service_tier\":\"standard\"",
        "\"service_tier\":[\"prior*\",null]",
        "\"service_tier\":\"whatever\"",
        "\"kind\":\"citation\"",
        "\"quality\":\"hd\"",
        "\"quality\":\"hi\"",
        "\"feature\":\"diarise\"",
        "\"size\":\"1024x1025\"",
        "\"deployment\":\"reasonin\"",
        "\"x_mine\":\"priorty\"",
      })
  void valueThatACallMayHave_isNone(String condition) throws IOException {
    assertThat(check(card("a", "\"when\":{" + condition + "},", INPUT))).isEmpty();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"resolution\":\"4k\" | no call of known has \"resolution\"; its attributes are kind, quality, x_mine; or check",
        "\"x_mime\":\"a\" | no call of known has \"x_mime\"; did you mean \"x_mine\"?",
        "\"ttl\":\"1h\" | no call of known has \"ttl\"",
      })
  void attributeThatNoCallOfTheProviderHas_isAnError(String condition, String mend)
      throws IOException {
    String line = INPUT.replace("}", ",\"when\":{" + condition + "}}");

    assertThat(check(ofKnown(card("a", "", line + "," + INPUT))))
        .satisfiesExactly(finding -> assertError(finding, mend));
    assertThat(check(ofKnown(card("a", "\"when\":{" + condition + "},", INPUT))))
        .satisfiesExactly(finding -> assertError(finding, mend));
    assertThat(check(card("a", "", line + "," + INPUT))).as("unknown provider").isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"quality\":\"hd\"",
        "\"context\":\">100000\"",
        "\"time\":\"16:30-00:30\"",
        "\"weekday\":\"Mon\"",
        "\"ttl\":\"5m\"", // what its absence means
        "\"resolution\":[\"4k\",null]",
        "\"resolution\":\"4k\",\"host\":\"ai.corp.example\"", // what a gateway gives
      })
  void attributeThatACallOfTheProviderMayHave_isNone(String condition) throws IOException {
    assertThat(check(ofKnown(card("a", "\"when\":{" + condition + "},", INPUT)))).isEmpty();
  }

  @Test
  void attributesOfInheritedLines_areNotTheCardsFault() throws IOException {
    String like =
        "{\"id\":\"a\",\"provider\":\"known\",\"model\":\"m\",\"like\":\"openai/gpt-4o\"%s}";

    assertThat(check(like.formatted(""))).isEmpty();
    assertThat(check(like.formatted(",\"when\":{\"ttl\":\"1h\"}")))
        .satisfiesExactly(finding -> assertError(finding, "no call of known has \"ttl\""));
  }

  private static String ofOpenAi(String model) {
    return card("a", "\"model\":\"" + model + "\",", INPUT)
        .replace("\"provider\":\"p\"", "\"provider\":\"openai\"");
  }

  private static String ofKnown(String card) {
    return card.replace("\"provider\":\"p\"", "\"provider\":\"known\"");
  }

  @Test
  void halfOfWhatAChatUses_isAWarning() throws IOException {
    String output = "{\"meter\":\"output_tokens\",\"rate\":\"3\"}";
    String cached = "{\"meter\":\"cached_input_tokens\",\"rate\":\"1\"}";
    assertThat(check(card("a", "", INPUT + "," + output)))
        .satisfiesExactly(
            finding ->
                assertWarning(finding, "no price for cached_input_tokens; calls that use it"));
    assertThat(check(card("a", "", INPUT + "," + cached)))
        .satisfiesExactly(
            finding -> assertWarning(finding, "no price for output_tokens; calls that use it"));
    assertThat(check(card("a", "", INPUT + "," + cached + "," + output))).isEmpty();
    assertThat(check(ofOpenAi("gpt-4o")))
        .satisfiesExactly(
            finding -> assertWarning(finding, "no price for output_tokens; calls that use it"));
    assertThat(check(ofOpenAi("text-embedding-3-small"))).isEmpty();
  }

  @Test
  void lineThatAnEarlierOneHides() throws IOException {
    assertThat(check(card("a", "", INPUT + "," + LONG)))
        .satisfiesExactly(
            finding -> assertError(finding, "line 1: this line is never reached: line 1 of"));
  }

  @Test
  void lineThatTwoEarlierOnesHideTogether() throws IOException {
    String both = "{\"meter\":[\"input_tokens\",\"output_tokens\"],\"rate\":\"2\"}";
    String output = "{\"meter\":\"output_tokens\",\"rate\":\"3\"}";
    assertThat(check(card("a", "", INPUT + "," + output + "," + both)))
        .satisfiesExactly(
            finding -> assertError(finding, "this line is never reached: line 2 of the card"));
    String cached = "{\"meter\":\"cached_input_tokens\",\"rate\":\"1\"}";
    assertThat(check(card("a", "", INPUT + "," + both + "," + cached))).isEmpty();
  }

  @Test
  void numberThatAnEarlierBoundHides() throws IOException {
    String from5 = "{\"meter\":\"videos\",\"rate\":\"2\",\"when\":{\"seconds\":\">=5\"}}";
    String ten = "{\"meter\":\"videos\",\"rate\":\"3\",\"when\":{\"seconds\":\"%s\"}}";
    assertThat(check(card("a", "", from5 + "," + ten.formatted("10"))))
        .satisfiesExactly(finding -> assertError(finding, "this line is never reached"));
    assertThat(check(card("a", "", from5 + "," + ten.formatted("4")))).isEmpty();
  }

  @Test
  void twoCardsForTheSameNameConditionsAndDays() throws IOException {
    String one = "\"model\":\"m\",\"when\":{\"region\":[\"eu\",\"us\"]},";
    String other = "\"model\":\"m\",\"when\":{\"region\":[\"us\",\"eu\"]},";
    assertThat(check(card("a", one, INPUT), card("b", other, INPUT)))
        .satisfiesExactly(
            finding ->
                assertError(finding, "line 2: \"m\" has two prices at the same time: also a"));
    assertThat(check(card("a", one, INPUT), card("b", other.replace("eu", "au"), INPUT))).isEmpty();
  }

  @Test
  void timeWithoutAPriceBetweenTwoCards() throws IOException {
    String until = "\"model\":\"m\",\"until\":\"2026-02-01\",";
    String from = "\"model\":\"m\",\"from\":\"2026-03-01\",";
    assertThat(check(card("new", from, INPUT), card("old", until, INPUT)))
        .satisfiesExactly(
            finding ->
                assertError(
                    finding,
                    "line 1: new: no price from 2026-02-01, when old ends, until 2026-03-01"));
    assertThat(check(card("new", from.replace("03-01", "02-01"), INPUT), card("old", until, INPUT)))
        .isEmpty();
  }

  @Test
  void rateFarFromItsBaseLine_isAnErrorUnlessANoteSaysWhy() throws IOException {
    String odd = LONG.replace("\"2\"", "\"3.1\"") + "," + INPUT;
    assertThat(check(card("a", "", odd)))
        .satisfiesExactly(
            finding ->
                assertError(
                    finding, "a: input_tokens at 3.1{context=>200000}, standard 1; correct it"));
    assertThat(check(card("a", "\"note\":\"as the contract says\",", odd)))
        .satisfiesExactly(finding -> assertWarning(finding, "a: input_tokens at 3.1"));
    assertThat(check(card("a", "", LONG.replace("\"2\"", "\"3\"") + "," + INPUT))).isEmpty();
    assertThat(check(card("a", "", LONG.replace("\"2\"", "\"0.39\"") + "," + INPUT))).hasSize(1);
  }

  @Test
  void usedVolumeThatNoLineCounts_isAWarning() throws IOException {
    String month = INPUT.replace("}", ",\"over\":\"month\"}");
    String used = "\"used\":{\"%s\":5},";
    assertThat(check(card("a", used.formatted("input_tokens"), INPUT)))
        .satisfiesExactly(finding -> assertWarning(finding, "line 1: a: \"used\" has no effect"));
    assertThat(check(card("a", used.formatted("output_tokens"), month))).hasSize(1);
    assertThat(check(card("a", used.formatted("*_tokens"), month))).isEmpty();
    String discount = "\"like\":\"*\"," + used.formatted("input_tokens");
    assertThat(check(card("a", discount, INPUT))).isEmpty();
  }

  @Test
  void noSource_isAWarning() throws IOException {
    assertThat(check(card("a", "", INPUT).replace("\"source\":\"contract\",", "")))
        .satisfiesExactly(finding -> assertWarning(finding, "line 1: a: no \"source\""));
  }

  @Test
  void laterFile_mayReferToAnEarlierOne() throws IOException {
    Path first = write("first.json", card("a", "", INPUT));
    Path later = write("later.json", card("b", "\"like\":\"a\",", INPUT));
    assertThat(PriceCheck.of(CatalogFiles.read(List.of(first, later)), VOCABULARY).findings())
        .isEmpty();
    assertThat(PriceCheck.of(CatalogFiles.read(List.of(later)), VOCABULARY).findings()).hasSize(1);
  }

  @Test
  void missingFile_andTextThatIsNoJson() throws IOException {
    Path none = folder.resolve("none.json");
    Path bad = Files.writeString(folder.resolve("bad.json"), "{");
    assertThat(PriceCheck.of(CatalogFiles.read(List.of(none, bad)), VOCABULARY).findings())
        .satisfiesExactly(
            finding -> assertError(finding, "none.json"),
            finding ->
                assertThat(finding.message())
                    .endsWith(
                        "bad.json, line 1: not JSON: Unexpected end-of-input: expected close marker for Object"));
  }

  private static final String INPUT = "{\"meter\":\"input_tokens\",\"rate\":\"1\"}";
  private static final String LONG =
      "{\"meter\":\"input_tokens\",\"rate\":\"2\",\"when\":{\"context\":\">200000\"}}";

  private static String card(String id, String more, String price) {
    String model = more.contains("\"model\"") ? "" : "\"model\":\"" + id + "\",";
    return "{\"id\":\"%s\",\"provider\":\"p\",%s%s\"source\":\"contract\",\"price\":[%s]}"
        .formatted(id, model, more, price);
  }

  private List<Finding> check(String... cards) throws IOException {
    return PriceCheck.of(CatalogFiles.read(List.of(write("prices.json", cards))), VOCABULARY)
        .findings();
  }

  private Path write(String name, String... cards) throws IOException {
    return Files.writeString(
        folder.resolve(name), "{\"cards\":[" + String.join(",\n", cards) + "]}");
  }

  private static void assertError(Finding finding, String text) {
    assertThat(finding.error()).isTrue();
    assertThat(finding.message()).contains(text);
  }

  private static void assertWarning(Finding finding, String text) {
    assertThat(finding.error()).isFalse();
    assertThat(finding.message()).contains(text);
  }
}
