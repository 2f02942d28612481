package io.costspan.report;

import io.costspan.rating.ExchangeRates;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What amounts are worth in one currency, for orders and shares only. */
public final class Worth {
  private static final BigDecimal PERCENT = BigDecimal.valueOf(100);

  private final ExchangeRates rates;

  Worth(ExchangeRates rates) {
    this.rates = rates;
  }

  /** Their sum, in which a currency without a rate counts as if it were the main one. */
  BigDecimal of(Map<String, BigDecimal> amounts) {
    BigDecimal sum = BigDecimal.ZERO;
    for (Map.Entry<String, BigDecimal> amount : amounts.entrySet()) {
      BigDecimal rate = rate(amount.getKey());
      sum = sum.add(rate == null ? amount.getValue() : amount.getValue().multiply(rate));
    }
    return sum;
  }

  /** So many percent with one decimal; null if currencies cannot be compared. */
  public @Nullable BigDecimal share(Map<String, BigDecimal> part, Map<String, BigDecimal> whole) {
    boolean comparable =
        whole.size() == 1 || whole.keySet().stream().allMatch(currency -> rate(currency) != null);
    BigDecimal all = of(whole);
    return !comparable || all.signum() == 0 || part.isEmpty()
        ? null
        : of(part).multiply(PERCENT).divide(all, 1, RoundingMode.HALF_EVEN);
  }

  private @Nullable BigDecimal rate(String currency) {
    return rates.main().map(main -> rates.rate(currency, main)).orElse(null);
  }
}
