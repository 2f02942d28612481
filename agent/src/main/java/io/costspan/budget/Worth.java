package io.costspan.budget;

import io.costspan.config.BudgetOption;
import io.costspan.rating.ExchangeRates;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What amounts are in the currency of a budget. */
final class Worth {
  private final BudgetOption budget;
  private final ExchangeRates rates;
  private final Notices notices;
  private final Map<String, Optional<BigDecimal>> known = new ConcurrentHashMap<>();

  Worth(BudgetOption budget, ExchangeRates rates, Notices notices) {
    this.budget = budget;
    this.rates = rates;
    this.notices = notices;
  }

  /** Null if that is not known, which is said once. */
  @Nullable BigDecimal of(BigDecimal amount, String currency) {
    if (currency.equals(budget.limit().currency())) {
      return amount;
    }
    return rate(currency).map(amount::multiply).orElse(null);
  }

  private Optional<BigDecimal> rate(String currency) {
    Optional<BigDecimal> rate = known.get(currency);
    if (rate != null) {
      return rate;
    }
    Optional<BigDecimal> found =
        Optional.ofNullable(rates.rate(currency, budget.limit().currency()));
    if (known.putIfAbsent(currency, found) == null && found.isEmpty()) {
      notices.say(Wording.foreign(budget, currency));
    }
    return found;
  }
}
