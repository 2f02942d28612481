package io.costspan.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitsTest {
  @ParameterizedTest
  @CsvSource({
    "tokens, 1",
    "1K tokens, 1000",
    "1000_tokens, 1000",
    "1K, 1000",
    "1M, 1000000",
    "1 Million Tokens, 1000000",
    "'1,000 tokens', 1000",
    "100 Images, 100",
    "10K Transactions, 10000"
  })
  void size_isInSingleUnits(String unit, String size) {
    assertThat(Units.size(unit)).isEqualByComparingTo(size);
  }

  @Test
  void size_ofAnythingElse_isNotKnown() {
    assertThat(Units.size("1/Hour")).isNull();
    assertThat(Units.size("GB-Mo")).isNull();
    assertThat(Units.size(null)).isOne();
  }
}
