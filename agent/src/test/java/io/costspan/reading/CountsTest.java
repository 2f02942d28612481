package io.costspan.reading;

import static io.costspan.provider.OneReader.URL;
import static io.costspan.provider.OneReader.traffic;
import static io.costspan.provider.UsageAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.provider.Traffic;
import io.costspan.usage.Billing;
import io.costspan.usage.Reasons;
import io.costspan.usage.UsageRecord;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of numbers from outside that nobody can mean. */
class CountsTest {
  private static final Billing MALFORMED = Billing.unknown(Reasons.MALFORMED_USAGE);
  private static final String CHAT = "https://api.openai.com/v1/chat/completions";
  private static final String TAKEN =
      "{'values': {'n': 'n'}, 'quantities': [{'meter': 'pages', 'count': 'n'}, {'meter': 'images', 'count': '1'}]}";

  private final Traffic traffic = new Traffic();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NaN",
        "Infinity",
        "-Infinity",
        "1e400",
        "1e99",
        "-1",
        "-0.5",
        "{}",
        "[]",
        "[3]",
        "true",
        "false",
        "\"many\"",
        "\"NaN\"",
        "\"-1\"",
        "\"1,200\"",
        "\"1e400\"",
        "1000000001",
        "\"1000000001\"",
        "1e30"
      })
  void count_thatCannotBeMeant_makesTheCallUnrated(String count) {
    assertThat(chat("\"prompt_tokens\":" + count + ",\"completion_tokens\":1"))
        .extracting(UsageRecord::billing, UsageRecord::quantities)
        .containsExactly(MALFORMED, List.of());
    assertThat(traffic(TAKEN).post(URL, "{}").json("{\"n\":" + count + "}").billing())
        .isEqualTo(MALFORMED);
  }

  @Test
  void count_ofThousandsOfDigits_makesTheCallUnrated() {
    String digits = "9".repeat(3000);

    assertThat(chat("\"prompt_tokens\":" + digits + ",\"completion_tokens\":1").billing())
        .isEqualTo(MALFORMED);
    assertThat(chat("\"prompt_tokens\":\"" + digits + "\",\"completion_tokens\":1").billing())
        .isEqualTo(MALFORMED);
  }

  @ParameterizedTest
  @CsvSource({"12, 12", "'\"12\"', 12", "1.5, 1.5", "1e3, 1000", "1000000000, 1000000000"})
  void count_thatCanBeMeant_counts(String count, String pages) {
    assertThat(traffic(TAKEN).post(URL, "{}").json("{\"n\":" + count + "}"))
        .counts("pages " + pages, "images 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{'n':null}", "{'n':''}"})
  void count_thatIsMissing_isNoneOfThese(String reply) {
    assertThat(traffic(TAKEN).post(URL, "{}").json(reply)).counts("images 1");
  }

  /** The negative part of a total raised the rest above it. */
  @Test
  void part_negative_makesTheCallUnrated() {
    assertThat(
            chat("\"prompt_tokens\":10,\"completion_tokens\":1,\"prompt_tokens_details\":{\"cached_tokens\":-100000}")
                .billing())
        .isEqualTo(MALFORMED);
  }

  @Test
  void part_largerThanItsCount_makesTheCallUnrated() {
    assertThat(
            chat("\"prompt_tokens\":10,\"completion_tokens\":1,\"prompt_tokens_details\":{\"cached_tokens\":100000}")
                .billing())
        .isEqualTo(MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "x", "1e30"})
  @DisplayName(
      "security: A count that is negative or beyond all bounds makes the call" + " unrated.")
  void header_thatCannotBeMeant_makesTheCallUnrated(String value) {
    String reader =
        "{'values': {'n': 'header:x-units'}, 'quantities': [{'meter': 'credits', 'count': 'n'}]}";

    assertThat(traffic(reader).post(URL, "{}").header("x-units", value).json("{}").billing())
        .isEqualTo(MALFORMED);
  }

  @Test
  void header_thatIsEmpty_isMissing() {
    String reader =
        "{'values': {'n': ['header:x-units', 'n']}, 'quantities': [{'meter': 'credits', 'count': 'n'}]}";

    assertThat(traffic(reader).post(URL, "{}").header("x-units", "").json("{'n':2}"))
        .counts("credits 2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-3", "NaN", "{}", "'some'"})
  void request_whoseNumberCannotBeMeant_makesTheCallUnrated(String number) {
    String reader =
        "{'values': {'n': 'request:n'}, 'quantities': [{'meter': 'images', 'count': 'n'}]}";

    assertThat(traffic(reader).post(URL, "{'n':" + number + "}").json("{}").billing())
        .isEqualTo(MALFORMED);
  }

  @Test
  void form_whoseNumberCannotBeMeant_makesTheCallUnrated() {
    String reader =
        "{'values': {'n': 'request:n'}, 'quantities': [{'meter': 'images', 'count': 'n'}]}";

    assertThat(
            traffic(reader)
                .request("POST", URL, "application/x-www-form-urlencoded", "n=-3")
                .json("{}")
                .billing())
        .isEqualTo(MALFORMED);
  }

  /** Nobody asks for what the reply says better. */
  @Test
  void value_thatIsNotNeeded_mayBeAnything() {
    String reader =
        "{'values': {'told': 'n', 'asked': 'request:n', 'n': '= first(told, asked)'}, 'quantities': [{'meter': 'images', 'count': 'n'}]}";

    assertThat(traffic(reader).post(URL, "{'n':'auto'}").json("{'n':2}")).counts("images 2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sum", "max"})
  void merge_withOneThatCannotBeRead_cannotBeRead(String merge) {
    String reader =
        "{'values': {'n': {'"
            + merge
            + "': 'list[].n'}}, 'quantities': [{'meter': 'pages', 'count': 'n'}]}";

    assertThat(
            traffic(reader).post(URL, "{}").json("{'list':[{'n':1},{'n':NaN},{'n':2}]}").billing())
        .isEqualTo(MALFORMED);
    assertThat(traffic(reader).post(URL, "{}").json("{'list':[{'n':{}},{'n':2}]}").billing())
        .isEqualTo(MALFORMED);
  }

  @Test
  void stream_countsThatBecomeReadable_count() {
    assertThat(traffic(TAKEN).post(URL, "{}").events("{\"n\":NaN}", "{\"n\":3}"))
        .counts("pages 3", "images 1");
  }

  @Test
  void length_ofNoText_isNoLength() {
    String reader =
        "{'values': {'n': {'length': 'request:text'}}, 'quantities': [{'meter': 'characters', 'count': 'n'}]}";

    assertThat(traffic(reader).post(URL, "{'text':{'a':'b'}}").json("{}").billing())
        .isEqualTo(MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-0.5", "NaN", "1e30", "1000001", "{}", "'0.1 USD'"})
  void stated_amountThatCannotBeMeant_makesTheCallUnrated(String amount) {
    String reader =
        "{'values': {'cost': 'cost'}, 'stated': {'amount': 'cost', 'currency': 'USD'}, 'quantities': [{'meter': 'pages', 'count': '1'}]}";

    UsageRecord record = traffic(reader).post(URL, "{}").json("{'cost':" + amount + "}");

    assertThat(record.billing()).isEqualTo(MALFORMED);
    assertThat(record.stated()).isNull();
  }

  @Test
  void batch_countsOfManyRequests_areBoundedByTheirNumber() {
    String reader =
        "{'values': {'n': 'n', 'requests': 'of'}, 'quantities': [{'meter': 'pages', 'count': 'n'}]}";

    assertThat(traffic(reader).post(URL, "{}").json("{'n':3000000000,'of':3}"))
        .counts("pages 3000000000");
    assertThat(traffic(reader).post(URL, "{}").json("{'n':3000000001,'of':3}").billing())
        .isEqualTo(MALFORMED);
    assertThat(traffic(reader).post(URL, "{}").json("{'n':1e30,'of':1e30}").billing())
        .isEqualTo(MALFORMED);
  }

  private UsageRecord chat(String usage) {
    return traffic
        .post(CHAT, "{'model':'gpt-4o'}")
        .json("{\"model\":\"gpt-4o\",\"usage\":{" + usage + "}}");
  }
}
