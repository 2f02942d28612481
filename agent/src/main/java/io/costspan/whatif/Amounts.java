package io.costspan.whatif;

import io.costspan.whatif.FlatComparison.Side;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What calls cost, one by one. Calls of the same amount are counted together, so that the memory is
 * that of the different amounts.
 */
final class Amounts {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private final TreeMap<BigDecimal, Long> counts = new TreeMap<>();
  private long calls;
  private BigDecimal sum = BigDecimal.ZERO;

  void add(BigDecimal amount) {
    counts.merge(amount, 1L, Long::sum);
    calls++;
    sum = sum.add(amount);
  }

  long calls() {
    return calls;
  }

  BigDecimal sum() {
    return sum;
  }

  /** The exact mean, to 34 digits. */
  BigDecimal mean() {
    return sum.divide(BigDecimal.valueOf(calls), MathContext.DECIMAL128);
  }

  /**
   * The amount that so many of a hundred calls do not exceed: that of the call at this rank, so an
   * amount that a call really had. The 0th is the least, the 100th the greatest.
   */
  BigDecimal percentile(int percent) {
    long rank =
        BigDecimal.valueOf(calls)
            .multiply(BigDecimal.valueOf(percent))
            .divide(HUNDRED, 0, RoundingMode.CEILING)
            .max(BigDecimal.ONE)
            .longValueExact();
    long seen = 0;
    for (Map.Entry<BigDecimal, Long> amount : counts.entrySet()) {
      seen += amount.getValue();
      if (seen >= rank) {
        return amount.getKey();
      }
    }
    throw new IllegalStateException("no calls");
  }

  /** The calls whose amount is such. */
  Side side(Predicate<BigDecimal> such) {
    long count = 0;
    BigDecimal money = BigDecimal.ZERO;
    for (Map.Entry<BigDecimal, Long> amount : counts.entrySet()) {
      if (such.test(amount.getKey())) {
        count += amount.getValue();
        money = money.add(amount.getKey().multiply(BigDecimal.valueOf(amount.getValue())));
      }
    }
    return new Side(count, money);
  }
}
