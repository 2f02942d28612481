package io.costspan.rating;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "0.0",
        "0.00000000000000000000",
        "7",
        "1200",
        "2.50",
        "0.003",
        "0.0000001",
        "1E-7",
        "1E+3",
        "-0.5",
        "999999999999999999",
        "0.999999999999999999",
        "1234567890123456789",
        "0.1234567890123456789",
        "12.5E-20",
        "100000000000000000.0"
      })
  void write_anyNumber_isWhatItIsWithoutExponent(String number) {
    StringBuilder text = new StringBuilder();

    Decimals.write(new BigDecimal(number), text);

    assertThat(text).hasToString(new BigDecimal(number).toPlainString());
  }

  @RepeatedTest(300)
  void digits_randomNumber_areItsUnscaledValue(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    for (int i = 0; i < 1000; i++) {
      long unscaled = random.nextLong() >> 5 + random.nextInt(58);
      BigDecimal number = BigDecimal.valueOf(unscaled, random.nextInt(25));

      assertThat(Decimals.digits(number)).isEqualTo(unscaled);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {999_999_999_999_999L, 999_999_999_999_998L, 499_999_999_999_999L, 7L, 1L})
  void digits_ofMostDigits_areExactAtEachScale(long unscaled) {
    for (int scale = 0; scale <= 30; scale++) {
      assertThat(Decimals.digits(BigDecimal.valueOf(unscaled, scale))).isEqualTo(unscaled);
      assertThat(Decimals.digits(BigDecimal.valueOf(-unscaled, scale))).isEqualTo(-unscaled);
    }
  }

  @RepeatedTest(300)
  void write_randomNumber_isWhatItIsWithoutExponent(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    BigDecimal number =
        new BigDecimal(new BigInteger(1 + random.nextInt(75), random), random.nextInt(28) - 4);
    StringBuilder text = new StringBuilder();

    Decimals.write(number, text);

    assertThat(text).hasToString(number.toPlainString());
  }

  @Test
  void plus_moreThanALongHolds_isTheLargestLong() {
    assertThat(Decimals.plus(1, new BigDecimal("2.9"))).isEqualTo(3);
    assertThat(Decimals.plus(0, new BigDecimal("1e30"))).isEqualTo(Long.MAX_VALUE);
    assertThat(Decimals.plus(Long.MAX_VALUE - 1, BigDecimal.TEN)).isEqualTo(Long.MAX_VALUE);
  }
}
