package io.costspan.cells;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.wire.Allocation;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {
  @ParameterizedTest
  @CsvSource({
    "12, 12",
    "' 12 ', 12",
    "3.5s, 3.5",
    "-0.5, -0.5",
    "+1, 1",
    "1e3, 1000",
    ".5, 0.5",
    "5., 5"
  })
  void number_text_isItsValue(String text, BigDecimal value) {
    assertThat(Values.number(text)).isEqualByComparingTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "s", ".", "-", "e1", "1e", "1e99", "1e9999", "1-1", "0x10", "24,", "1 2", "NaN"
      })
  void number_otherText_isNone(String text) {
    assertThat(Values.number(text)).isNull();
  }

  @Test
  void number_ofManyDigits_isHostile() {
    assertThat(Values.number("9".repeat(40))).isNotNull();
    assertThat(Values.number("9".repeat(41))).isNull();
  }

  /** An exception would be built once per formula that asks, with the application's whole stack. */
  @Test
  void number_otherText_costsNoException() {
    assertThat(Allocation.least(1000, () -> Values.number("24,\n"))).isLessThan(500);
  }
}
