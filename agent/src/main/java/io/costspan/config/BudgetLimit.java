package io.costspan.config;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much may be spent in which time, such as {@code 50 USD/day}. */
public record BudgetLimit(BigDecimal amount, String currency, BudgetPeriod period) {
  private static final Pattern FORM =
      Pattern.compile(
          "(\\d{1,12}(?:\\.\\d{1,12})?)\\s*([A-Za-z]{3}|x:[a-z0-9_]{1,40})\\s*/\\s*(\\w+)");

  static Optional<BudgetLimit> of(String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "use an amount, a currency and a period, such as 50 USD/day, 2.50 EUR/hour or 50 USD/24h");
    }
    return Optional.of(
        new BudgetLimit(
            new BigDecimal(matcher.group(1)),
            currency(matcher.group(2)),
            BudgetPeriod.of(matcher.group(3))));
  }

  private static String currency(String text) {
    return text.startsWith("x:") ? text : text.toUpperCase(Locale.ROOT);
  }

  /** Such as {@code 50 USD per day}. */
  public String words() {
    return amount.toPlainString() + " " + currency + " " + period.words();
  }
}
