package io.costspan.reading;

import static io.costspan.provider.OneReader.URL;
import static io.costspan.provider.OneReader.traffic;
import static io.costspan.provider.UsageAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.costspan.provider.Catalog;
import io.costspan.provider.TestFiles;
import io.costspan.provider.Traffic;
import io.costspan.usage.Billing;
import io.costspan.usage.Exactness;
import io.costspan.usage.Quantity;
import io.costspan.usage.Reasons;
import io.costspan.usage.UsageRecord;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Half a usage is never a whole one, and the reply's total says what stands inside what. */
class WholeTest {
  private static final String VALUES =
      """
      {'values': {'input': 'in', 'cached': 'cached', 'written': 'written', 'output': 'out', 'reasoning': 'reasoning', 'total': 'total'},
       %s
       'evidence': ['input', 'output'],
       'quantities': [
        {'meter': 'input_tokens', 'count': 'input - cached - written'}, {'meter': 'cached_input_tokens', 'count': 'cached'},
        {'meter': 'cache_write_tokens', 'count': 'written'}, {'meter': 'output_tokens', 'count': 'output - reasoning'},
        {'meter': 'output_tokens', 'count': 'reasoning', 'attributes': {'kind': 'reasoning'}}]}
      """;

  private static final String WHOLE =
      VALUES.formatted(
          "'whole': {'total': 'total', 'input_tokens': ['input', 'cached', 'written'], 'output_tokens': ['output', 'reasoning']},");

  private static final String UNMARKED = VALUES.formatted("");

  private static UsageRecord read(String reader, String reply) {
    return traffic(reader).post(URL, "{}").json(reply);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {"'in':1000 | output_tokens", "'out':500 | input_tokens"})
  void usage_withoutOneHalf_isAPart(String reply, String missing) {
    for (String reader : new String[] {WHOLE, UNMARKED}) {
      assertThat(read(reader, "{" + reply + "}").billing())
          .isEqualTo(Billing.partial("no_usage." + missing));
    }
  }

  /** The file says token_out where the reply says tokens_out. */
  @Test
  void readerThatMisspellsACount_neverGivesAWhole() {
    String reader =
        """
        {'values': {'input': 'tokens_in', 'output': 'token_out'}, 'evidence': ['input', 'output'], 'quantities': [
         {'meter': 'input_tokens', 'count': 'input'}, {'meter': 'output_tokens', 'count': 'output'}]}""";

    assertThat(read(reader, "{'tokens_in':1000,'tokens_out':500}").billing())
        .isEqualTo(Billing.partial("no_usage.output_tokens"));
  }

  /** What only limits or replaces a count is not the count. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "max(0, output)",
        "max(0, output - reasoning)",
        "first(output, 0)",
        "max(1, output)",
        "max(0, all)",
        "first(all, 0) - reasoning"
      })
  void count_thatIsMissing_isNotMadeUpByItsFormula(String formula) {
    String reader =
        """
        {'values': {'input': 'in', 'output': 'out', 'all': '= first(output, 0)', 'reasoning': 'reasoning'}, 'evidence': ['input', 'output'],
         'quantities': [{'meter': 'input_tokens', 'count': 'input'}, {'meter': 'output_tokens', 'count': '%s'}]}
        """
            .formatted(formula);

    for (String reply : new String[] {"{'in':1000}", "{'in':1000,'reasoning':5}"}) {
      assertThat(read(reader, reply).billing())
          .isEqualTo(Billing.partial("no_usage.output_tokens"));
    }
    assertThat(read(reader, "{'in':1000,'out':7}").billing()).isEqualTo(Billing.BILLED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'in':1000,'reasoning':50 | output_tokens",
        "'out':500,'cached':50 | input_tokens",
        "'in':1000,'cached':50,'reasoning':50 | output_tokens"
      })
  void part_withoutTheCountThatItIsTakenFrom_isNoHalf(String reply, String missing) {
    String reader =
        """
        {'values': {'input': 'in', 'cached': 'cached', 'output': 'out', 'reasoning': 'reasoning'}, 'evidence': ['input', 'output'], 'quantities': [
         {'meter': 'input_tokens', 'count': 'input - cached'}, {'meter': 'input_tokens', 'count': 'cached', 'attributes': {'kind': 'cached'}},
         {'meter': 'output_tokens', 'count': 'output - reasoning'}, {'meter': 'output_tokens', 'count': 'reasoning', 'attributes': {'kind': 'reasoning'}}]}
        """;

    assertThat(read(reader, "{" + reply + "}").billing())
        .isEqualTo(Billing.partial("no_usage." + missing));
  }

  @Test
  void usage_thatNobodyTold_isNoZero() {
    String reader =
        """
        {'values': {'id': 'id', 'input': 'in'}, 'evidence': ['id'], 'quantities': [{'meter': 'input_tokens', 'count': 'max(0, input)'}]}
        """;

    assertThat(read(reader, "{'id':'a'}").billing()).isEqualTo(Billing.unknown(Reasons.NO_USAGE));
    assertThat(read(reader, "{'id':'a','in':0}").billing()).isEqualTo(Billing.BILLED);
  }

  @Test
  void usage_withAHalfOfZero_isWhole() {
    assertThat(read(UNMARKED, "{'in':1000,'out':0}"))
        .counts("input_tokens 1000")
        .extracting(UsageRecord::billing)
        .isEqualTo(Billing.BILLED);
  }

  @Test
  void embeddings_haveNoOutput() {
    String file =
        "{'provider': 'p', 'hosts': ['p.example.com'], 'operations': {'POST /embed': {'operation': 'embeddings', 'reader': 'r'}}, 'readers': {'r': "
            + UNMARKED
            + "}}";

    UsageRecord record =
        new Traffic(Catalog.load(List.of(TestFiles.file("p.json", file)), List.of()))
            .post("https://p.example.com/embed", "{}")
            .json("{'in':9}");

    assertThat(record.billing()).isEqualTo(Billing.BILLED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"'in':1000", "'out':500"})
  void total_tellsTheOtherHalf(String half) {
    UsageRecord record = read(WHOLE, "{" + half + ",'total':1500}");

    assertThat(record).counts("input_tokens 1000", "output_tokens 500");
    assertThat(record.billing()).isEqualTo(Billing.BILLED);
    assertThat(record.quantities())
        .extracting(Quantity::exactness)
        .containsExactlyInAnyOrder(Exactness.REPORTED, Exactness.DERIVED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"'in':1000", "'out':1600"})
  void total_thatIsUnreadableOrTooSmall_tellsNothing(String half) {
    assertThat(read(WHOLE, "{" + half + ",'total':'many'}").billing().kind())
        .isEqualTo(Billing.Kind.PARTIAL);
    assertThat(read(WHOLE, "{'out':1600,'total':1500}").billing().kind())
        .isEqualTo(Billing.Kind.PARTIAL);
  }

  @ParameterizedTest
  @CsvSource({
    "1120, input_tokens 800, output_tokens 60", // all inside
    "1320, input_tokens 1000, output_tokens 60", // cached beside
    "1180, input_tokens 800, output_tokens 120", // reasoning beside
    "1380, input_tokens 1000, output_tokens 120", // both beside
    "7777, input_tokens 800, output_tokens 60", // nothing adds up
    "900, input_tokens 800, output_tokens 60", // less than the counts
  })
  void total_saysWhichPartsStandBesideTheirCount(String total, String input, String output) {
    assertThat(
            read(WHOLE, "{'in':1000,'cached':200,'out':120,'reasoning':60,'total':" + total + "}"))
        .counts(input, "cached_input_tokens 200", output, "output_tokens 60 {kind=reasoning}");
  }

  @Test
  void total_thatTwoReadingsAddUpTo_decidesNothing() {
    assertThat(read(WHOLE, "{'in':1000,'cached':100,'written':100,'out':10,'total':1110}"))
        .counts(
            "input_tokens 800",
            "cached_input_tokens 100",
            "cache_write_tokens 100",
            "output_tokens 10");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'in':10,'cached':11,'out':1",
        "'in':10,'cached':11,'out':1,'total':11",
        "'in':10,'out':1,'reasoning':2"
      })
  void part_largerThanItsCount_isMalformed(String reply) {
    assertThat(read(WHOLE, "{" + reply + "}").billing())
        .isEqualTo(Billing.unknown(Reasons.MALFORMED_USAGE));
  }

  @Test
  void part_largerThanItsCount_besideItByTheTotal_counts() {
    assertThat(read(WHOLE, "{'in':10,'cached':11,'out':1,'total':22}"))
        .counts("input_tokens 10", "cached_input_tokens 11", "output_tokens 1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'tokens': ['input']} | unknown meter \"tokens\"",
        "{'input_tokens': ['inputs']} | unknown value \"inputs\"",
        "{'input_tokens': []} | name the value of the count",
        "{'total': 'totals', 'input_tokens': 'input'} | unknown value \"totals\"",
      })
  void whole_thatIsNone_isRefused(String whole, String why) {
    assertThatThrownBy(() -> read(VALUES.formatted("'whole': " + whole + ","), "{}"))
        .hasMessageContaining(why);
  }
}
