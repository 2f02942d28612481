package io.costspan.rating;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What currencies and contract units are worth, as the user says. Rates apply in both directions
 * and one after the other.
 */
public final class ExchangeRates {
  /** Nothing is known. */
  public static final ExchangeRates NONE = new ExchangeRates(Map.of(), null);

  private static final String CURRENCY = "([A-Z]{3}|x:[a-z0-9_]{1,40})";
  private static final Pattern RATE =
      Pattern.compile(CURRENCY + ":" + CURRENCY + "=(\\d{1,12}(?:\\.\\d{1,12})?)");

  /** What one of the first currency is in each second one. */
  private final Map<String, Map<String, BigDecimal>> rates;

  private final @Nullable String main;

  private ExchangeRates(Map<String, Map<String, BigDecimal>> rates, @Nullable String main) {
    this.rates = rates;
    this.main = main;
  }

  /**
   * Reads a list such as {@code EUR:USD=1.08,x:copilot_credit:USD=0.01}.
   *
   * @throws IllegalArgumentException with a message that says what would be valid
   */
  public static ExchangeRates of(String text) {
    Map<String, Map<String, BigDecimal>> rates = new HashMap<>();
    String main = null;
    for (String part : text.split(",", -1)) {
      Matcher rate = RATE.matcher(part.trim());
      if (rate.matches() && new BigDecimal(rate.group(3)).signum() > 0) {
        BigDecimal worth = new BigDecimal(rate.group(3));
        put(rate.group(1), rate.group(2), worth, rates);
        put(
            rate.group(2),
            rate.group(1),
            BigDecimal.ONE.divide(worth, MathContext.DECIMAL128),
            rates);
        main = main == null ? rate.group(2) : main;
      } else if (!part.isBlank()) {
        throw new IllegalArgumentException(
            "use what one unit is worth, such as EUR:USD=1.08,x:copilot_credit:USD=0.01");
      }
    }
    return main == null ? NONE : new ExchangeRates(rates, main);
  }

  private static void put(
      String from, String to, BigDecimal worth, Map<String, Map<String, BigDecimal>> rates) {
    rates.computeIfAbsent(from, unseen -> new LinkedHashMap<>()).putIfAbsent(to, worth);
  }

  /** The currency for totals: the one in which the first rate is given. */
  public Optional<String> main() {
    return Optional.ofNullable(main);
  }

  /** What one of a currency is in another; null if that is not known. */
  public @Nullable BigDecimal rate(String from, String to) {
    Map<String, BigDecimal> known = new HashMap<>(Map.of(from, BigDecimal.ONE));
    Deque<String> next = new ArrayDeque<>(known.keySet());
    while (!next.isEmpty() && !known.containsKey(to)) {
      String via = next.remove();
      BigDecimal sofar = known.getOrDefault(via, BigDecimal.ONE);
      rates
          .getOrDefault(via, Map.of())
          .forEach(
              (other, worth) -> {
                if (known.putIfAbsent(other, sofar.multiply(worth)) == null) {
                  next.add(other);
                }
              });
    }
    return known.get(to);
  }
}
