package io.costspan.rating;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class DecimalsTest {
  @Test
  void plus_moreThanALongHolds_isTheLargestLong() {
    assertThat(Decimals.plus(1, new BigDecimal("2.9"))).isEqualTo(3);
    assertThat(Decimals.plus(0, new BigDecimal("1e30"))).isEqualTo(Long.MAX_VALUE);
    assertThat(Decimals.plus(Long.MAX_VALUE - 1, BigDecimal.TEN)).isEqualTo(Long.MAX_VALUE);
  }
}
