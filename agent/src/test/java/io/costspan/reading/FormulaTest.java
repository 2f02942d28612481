package io.costspan.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.costspan.cells.Values;
import io.costspan.json.JsonValue;
import io.costspan.usage.Exactness;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormulaTest {
  private static final Map<String, String> KNOWN = Map.of("a", "10", "b", "4", "text", "x");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a - b | 6",
        "a - b - b | 2",
        "a + b * 2 | 18",
        "(a + b) * 2 | 28",
        "b - a | -6",
        "a - unknown | 10",
        "unknown - a |",
        "unknown + a | 10",
        "unknown - unknown |",
        "unknown + unknown |",
        "a * unknown |",
        "a / b | 2.5",
        "a / b * 2 | 5",
        "a / 3 | 3.333333333333333333333333333333333",
        "a / 0 |",
        "a / unknown |",
        "max(a, b, unknown) | 10",
        "min(a, b) | 4",
        "min(a, unknown) |",
        "max(0, b - a) | 0",
        "first(unknown, b, a) | 4",
        "ceil(a * 0.41) | 5",
        "36.71 | 36.71",
      })
  void of_calculatesExactly(String text, String result) throws IOException {
    BigDecimal value = FormulaParser.parse(at(), text, this::field).formula().of(new Object[0]);

    assertThat(value == null ? null : value.stripTrailingZeros().toPlainString()).isEqualTo(result);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text",
        "text + a",
        "a - text",
        "text * unknown",
        "a / text",
        "max(a, text)",
        "min(a, text)",
        "ceil(text)",
        "first(unknown, text, a)"
      })
  void of_somethingUnreadable_isUnreadable(String text) throws IOException {
    BigDecimal value = FormulaParser.parse(at(), text, this::field).formula().of(new Object[0]);

    assertThat(value).isSameAs(Values.UNREADABLE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a - | a name or a number is missing",
        "a b | unexpected 'b'",
        "(a | is missing",
        "sum(a) | unknown function \"sum\"",
        "1.2.3 | \"1.2.3\" is not a number",
      })
  void parse_badFormula_isRefused(String text, String reason) {
    assertThatThrownBy(() -> FormulaParser.parse(at(), text, this::field))
        .hasMessageStartingWith("f.json, line 1: ")
        .hasMessageContaining(reason);
  }

  private Field field(JsonValue at, String name) {
    return new Field(List.of(cells -> KNOWN.get(name)), null, Exactness.REPORTED);
  }

  private static JsonValue at() throws IOException {
    return JsonValue.parse("f.json", new ByteArrayInputStream("{}".getBytes()));
  }
}
