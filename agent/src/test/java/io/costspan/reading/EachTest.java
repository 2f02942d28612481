package io.costspan.reading;

import static io.costspan.provider.OneReader.URL;
import static io.costspan.provider.OneReader.traffic;
import static io.costspan.provider.Traffic.quantities;
import static io.costspan.provider.UsageAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.health.Faults;
import io.costspan.usage.Billing;
import io.costspan.usage.Exactness;
import io.costspan.usage.Reasons;
import io.costspan.usage.UsageRecord;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a tally becomes: a quantity for each of its texts. */
class EachTest {
  private static final String FEATURES =
      """
      {'values': {
        'features': {'tally': 'request:requests[].features[].type', 'map': {'HIDDEN': null, 'TEXT*': 'text'}},
        'parts': {'tally': 'query:parts'}, 'pages': {'count': 'request:requests[]'},
        'paid': {'tally': 'request:requests[].features[].type', 'where': {'paid': 'true'}}},
       'quantities': [
        {'meter': 'images', 'each': 'features', 'count': 'features * 2', 'attributes': {'kind': '{features}', 'x_all': 'yes'}},
        {'meter': 'pages', 'each': 'parts', 'count': 'parts * pages', 'attributes': {'part': '{parts}'}, 'when': {'parts': ['a', 'b']}},
        {'meter': 'queries', 'each': 'paid', 'count': 'paid', 'attributes': {'kind': '{paid}'}}]}
      """;

  @Test
  void each_makesAQuantityOfEachText() {
    UsageRecord record =
        traffic(FEATURES)
            .post(
                URL + "&parts=a,b,,%20a,c",
                """
                {"requests": [
                  {"features": [{"type": "LABEL", "paid": true}, {"type": "TEXT_A"}]},
                  {"features": [{"type": "TEXT_B", "paid": true}, {"type": "HIDDEN"}, {"type": "LABEL", "paid": true}]}]}
                """)
            .json("{}");

    assertThat(quantities(record))
        .containsExactlyInAnyOrder(
            "images 4 {kind=LABEL, x_all=yes}",
            "images 4 {kind=text, x_all=yes}",
            "pages 4 {part=a}",
            "pages 2 {part=b}",
            "queries 2 {kind=LABEL}",
            "queries 1 {kind=TEXT_B}");
    assertThat(record.quantities()).allMatch(q -> q.exactness() == Exactness.DERIVED);
  }

  @Test
  void each_withoutTexts_isNothing() {
    UsageRecord record = traffic(FEATURES).post(URL, "{'requests': []}").json("{}");

    assertThat(record.quantities()).isEmpty();
    assertThat(record.billing()).isEqualTo(Billing.unknown(Reasons.NO_USAGE));
  }

  @Test
  void each_requestSentAgain_countsTheLastSending() {
    String once = "{'requests': [{'features': [{'type': 'LABEL'}]}]}";

    UsageRecord record = traffic(FEATURES).post(URL, once).sentAgain(once).json("{}");

    assertThat(record).counts("images 2 {kind=LABEL, x_all=yes}");
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 65, 5_000})
  void each_moreTextsThanAreKept_isUnknownRatherThanTooLittle(int texts) {
    long before = Faults.counts().getOrDefault("tally_full", 0L);

    UsageRecord record = traffic(FEATURES).post(URL, features(texts, "")).json("{}");

    boolean known = texts <= 64;
    assertThat(record.quantities()).hasSize(known ? 64 : 0);
    assertThat(record.billing()).isEqualTo(known ? Billing.BILLED : Billing.unknown(Reasons.FAULT));
    assertThat(Faults.counts().getOrDefault("tally_full", 0L) > before).isEqualTo(!known);
  }

  @Test
  void each_textThatIsNoWord_isUnknown() {
    UsageRecord record = traffic(FEATURES).post(URL, features(1, "x".repeat(200))).json("{}");

    assertThat(record.billing()).isEqualTo(Billing.unknown(Reasons.FAULT));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "3, 3", "64, 64", "65, 0", "1000000000000, 0"})
  void each_ofANumber_makesSoManyEqualQuantities(String number, int quantities) {
    UsageRecord record =
        traffic(
                "{'values': {'n': 'n'}, 'quantities': [{'meter': 'pixels', 'each': 'n', 'count': '2'}]}")
            .post(URL, "{}")
            .json("{'n':" + number + "}");

    assertThat(quantities(record)).hasSize(quantities).allMatch("pixels 2"::equals);
    Billing none = Billing.unknown(number.equals("0") ? Reasons.NO_USAGE : Reasons.FAULT);
    assertThat(record.billing()).isEqualTo(quantities == 0 ? none : Billing.BILLED);
  }

  private static String features(int count, String name) {
    return IntStream.range(0, count)
        .mapToObj(i -> "{'type':'" + name + i + "'}")
        .collect(Collectors.joining(",", "{'requests':[{'features':[", "]}]}"));
  }
}
