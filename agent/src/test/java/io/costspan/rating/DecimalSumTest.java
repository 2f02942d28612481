package io.costspan.rating;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class DecimalSumTest {
  @Test
  void add_amountsOfSeveralScales_keepsTheLargest() {
    assertThat(sum("0.0025", "1200", "0.00300000")).isEqualTo(new BigDecimal("1200.00550000"));
  }

  @Test
  void add_singleNumber_isThatNumber() {
    assertThat(sum("1E+3")).isEqualTo(new BigDecimal("1E+3"));
  }

  @Test
  void add_moreDigitsThanALongHolds_losesNone() {
    assertThat(sum("999999999999999999", "1", "0.000000000000000001"))
        .isEqualTo(new BigDecimal("1000000000000000000.000000000000000001"));
    assertThat(sum("0.1", "12345678901234567890123.4")).isEqualTo("12345678901234567890123.5");
    assertThat(sum("1E+30", "1E-30"))
        .isEqualTo(new BigDecimal("1E+30").add(new BigDecimal("1E-30")));
  }

  /** Of all lengths and scales, so that sums cross the limits of a long at any time. */
  @RepeatedTest(200)
  void add_anyNumbers_isWhatBigDecimalsAddUpTo(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    int digits = 1 + random.nextInt(70);
    int scales = 1 + random.nextInt(25);
    DecimalSum sum = new DecimalSum();
    BigDecimal expected = null;
    for (int i = 0; i < 100; i++) {
      BigInteger unscaled = new BigInteger(1 + random.nextInt(digits), random);
      BigDecimal number =
          new BigDecimal(
              random.nextInt(5) == 0 ? unscaled.negate() : unscaled, random.nextInt(scales) - 3);
      expected = expected == null ? number : expected.add(number);
      sum.add(number);
      assertThat(sum.value()).isEqualTo(expected);
    }
  }

  private static BigDecimal sum(String... numbers) {
    DecimalSum sum = new DecimalSum();
    Stream.of(numbers).map(BigDecimal::new).forEach(sum::add);
    return sum.value();
  }
}
