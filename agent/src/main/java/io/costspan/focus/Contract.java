package io.costspan.focus;

import io.costspan.rating.ExchangeRates;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger cannot know of the user's agreements with the providers.
 *
 * @param accounts ids of billing accounts, by provider as in the ledger
 * @param accountNames their names, by provider
 * @param rates what contract units are worth
 * @param prepaid contract units ({@code x:name}) that were bought before they are used
 */
public record Contract(
    Map<String, String> accounts,
    Map<String, String> accountNames,
    ExchangeRates rates,
    Set<String> prepaid) {

  private static final String UNIT = "x:";

  public Contract {
    accounts = Map.copyOf(accounts);
    accountNames = Map.copyOf(accountNames);
    prepaid = Set.copyOf(prepaid);
  }

  /** The id of the account, which is that of the provider where the user names none. */
  String account(String provider) {
    return accounts.getOrDefault(provider, provider);
  }

  @Nullable String accountName(String provider) {
    return accountNames.get(provider);
  }

  /** The currency of the bill: invoices are not made out in contract units. Null if not known. */
  @Nullable String billingCurrency(String pricingCurrency) {
    String main = rates.main().orElse(null);
    return !isUnit(pricingCurrency)
        ? pricingCurrency
        : main == null || isUnit(main) || worth(pricingCurrency, main) == null ? null : main;
  }

  /** What one of a currency is in another, null if not known. */
  @Nullable BigDecimal worth(String currency, String other) {
    return currency.equals(other) ? BigDecimal.ONE : rates.rate(currency, other);
  }

  static boolean isUnit(String currency) {
    return currency.startsWith(UNIT);
  }

  /** The currency as FOCUS shows it: contract units by their name. */
  static String shown(String currency) {
    return isUnit(currency) ? currency.substring(UNIT.length()) : currency;
  }
}
