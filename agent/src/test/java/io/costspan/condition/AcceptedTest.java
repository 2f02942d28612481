package io.costspan.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.costspan.json.JsonValue;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What conditions accept, in provider files and in price files. */
class AcceptedTest {
  private static Accepted parse(String json) {
    return Accepted.parse("word", JsonValue.parse("f.json", json.replace('\'', '"')));
  }

  @ParameterizedTest(name = "{0} accepts {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'flex' | flex | true",
        "'flex' | flexible | false",
        "'flex' | | false",
        "['flex', 'batch'] | batch | true",
        "'labels' | faces,labels | true",
        "'label' | faces,labels | false",
        "true | true | true",
        "5 | 5 | true",
        "null | | true",
        "null | flex | false",
        "['flex', null] | | true",
        "'*' | anything | true",
        "'*' | | false",
        "'gpt-4*' | gpt-4o | true",
        "'gpt-4*' | gpt-3.5 | false",
        "'*-hd' | tts-1-hd | true",
        "'*turbo*' | gpt-4-turbo-2024 | true",
        "'>200000' | 200001 | true",
        "'>200000' | 200000 | false",
        "'>=200000' | 200000 | true",
        "'<3' | 2 | true",
        "'<=3' | 3 | true",
        "'>2' | 2.5 | true",
        "'>2' | -3 | false",
        "'>2' | many | false",
        "'>2' | | false",
        "['>2', null] | | true",
        "['none', '>2'] | 3 | true",
        "'16:30-00:30' | 23:59 | true",
        "'16:30-00:30' | 2026-11-28T00:29:59Z | true",
        "'16:30-00:30' | 00:30 | false",
        "'16:30-00:30' | late | false",
        "'08:00-10:00' | 08:00 | true",
      })
  void test_oneDialect(String accepted, @Nullable String value, boolean holds) {
    assertThat(parse(accepted).test(value)).isEqualTo(holds);
  }

  @ParameterizedTest(name = "{0} accepts the number {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'>2' | 2.5 | true",
        "'>2' | 2.0 | false",
        "'>=2' | 2.0 | true",
        "'<0' | -1 | true",
        "'2.5' | 2.5 | true"
      })
  void test_number(String accepted, BigDecimal value, boolean holds) {
    assertThat(parse(accepted).test(value)).isEqualTo(holds);
  }

  @ParameterizedTest(name = "{0} covers {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'a' | 'a' | true",
        "['a', 'b'] | 'b' | true",
        "'a' | ['a', 'b'] | false",
        "'a*' | 'ab' | true",
        "'a*' | 'ab*' | true",
        "'ab*' | 'a*' | false",
        "'*b*' | '*ab' | true",
        "'*' | null | false",
        "['*', null] | null | true",
        "'>2' | '>3' | true",
        "'>2' | '>=2' | false",
        "'>2' | '3' | true",
        "'08:00-10:00' | '08:00-10:00' | true",
      })
  void covers_everythingThatTheOtherAccepts(String one, String other, boolean covers) {
    assertThat(parse(one).covers(parse(other))).isEqualTo(covers);
  }

  @ParameterizedTest
  @ValueSource(strings = {"''", "' '", "'>'", "'>=x'", "'<1e9'", "'25:00-26:00'"})
  void parse_whatIsNoValue_isRefused(String json) {
    assertThatThrownBy(() -> parse(json))
        .hasMessageStartingWith("f.json, line 1: ")
        .hasMessageContaining("is not a value for \"word\"; write");
  }
}
