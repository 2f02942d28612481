package io.costspan.focus;

import static io.costspan.usage.UsageMeter.CACHED_INPUT_TOKENS;
import static io.costspan.usage.UsageMeter.INPUT_TOKENS;
import static io.costspan.usage.UsageMeter.OUTPUT_TOKENS;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.ratecard.PriceSource;
import io.costspan.rating.ChargeLine;
import io.costspan.usage.UsageMeter;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How list amounts are spread over the charge lines of a call. */
class ListPricesTest {
  @Test
  void spread_givesEachLineThatOfItsMeter_andTheFirstOneTheRest() {
    assertThat(
            spread(
                List.of(
                    line(INPUT_TOKENS, 100, "2"),
                    line(CACHED_INPUT_TOKENS, 50, "1"),
                    line(OUTPUT_TOKENS, 10, "3")),
                List.of(line(INPUT_TOKENS, 150, "9"), line(OUTPUT_TOKENS, 10, "9"))))
        .containsExactly("3", "3");
  }

  @Test
  void spread_overLinesOfOneMeter_isInProportionAndAddsUp() {
    List<ChargeLine> thirds =
        List.of(
            line(INPUT_TOKENS, 1, "9"),
            line(OUTPUT_TOKENS, 1, "9"),
            line(INPUT_TOKENS, 1, "9"),
            line(INPUT_TOKENS, 1, "9"));

    List<BigDecimal> shares = ListPrices.spread(List.of(line(INPUT_TOKENS, 3, "1")), thirds);

    assertThat(shares.stream().reduce(BigDecimal.ZERO, BigDecimal::add)).isEqualByComparingTo("1");
    assertThat(shares.get(0)).isEqualTo(shares.get(2)).isBetween(number("0.333"), number("0.334"));
    assertThat(shares.get(1)).isZero();
  }

  private static List<String> spread(List<ChargeLine> list, List<ChargeLine> charges) {
    return ListPrices.spread(list, charges).stream().map(Column::plain).toList();
  }

  private static ChargeLine line(UsageMeter meter, long quantity, String amount) {
    return new ChargeLine(
        meter,
        BigDecimal.valueOf(quantity),
        BigDecimal.ONE,
        BigDecimal.ONE,
        BigDecimal.ONE,
        number(amount),
        new Source("any", LocalDate.EPOCH));
  }

  private static BigDecimal number(String text) {
    return new BigDecimal(text);
  }

  private record Source(String id, LocalDate checked) implements PriceSource {}
}
