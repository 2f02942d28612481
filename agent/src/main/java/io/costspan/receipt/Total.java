package io.costspan.receipt;

import io.costspan.rating.ExchangeRates;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The sums of all rows by currency, or a single one if the user has said what they are worth. */
public final class Total {
  /** As exact as amounts are; what one currency is in another may have any number of digits. */
  private static final int DECIMALS = 12;

  private Map<String, BigDecimal> sums = new TreeMap<>();
  private final List<String> applied = new ArrayList<>();

  /** Adds an amount. */
  public void add(String currency, BigDecimal amount) {
    sums.merge(currency, amount, BigDecimal::add);
  }

  /** Adds up what can be, if there is more than one currency. */
  public void convert(ExchangeRates rates) {
    String main = rates.main().orElse(null);
    if (main == null || sums.size() < 2) {
      return;
    }
    Map<String, BigDecimal> converted = new TreeMap<>();
    sums.forEach(
        (currency, sum) -> {
          BigDecimal rate = rates.rate(currency, main);
          if (rate == null) {
            converted.put(currency, sum);
          } else {
            BigDecimal worth = sum.multiply(rate).setScale(DECIMALS, RoundingMode.HALF_EVEN);
            converted.merge(main, worth, BigDecimal::add);
            note(currency, main, rate);
          }
        });
    sums = converted;
  }

  private void note(String currency, String main, BigDecimal rate) {
    if (!currency.equals(main)) {
      BigDecimal shown = rate.setScale(DECIMALS, RoundingMode.HALF_EVEN).stripTrailingZeros();
      applied.add(currency + ":" + main + "=" + shown.toPlainString());
    }
  }

  /** By currency. */
  public Map<String, BigDecimal> sums() {
    return sums;
  }

  /** By which rates it was converted; empty if it was not. */
  public Optional<String> note() {
    return applied.isEmpty()
        ? Optional.empty()
        : Optional.of("total by rates " + String.join(", ", applied));
  }
}
