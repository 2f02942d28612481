package io.costspan.ratecard;

import io.costspan.condition.Conditions;
import io.costspan.usage.UsageMeter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds prices that are most likely typing errors: conditions that only scale a price, such as a
 * tier or a long context, seldom yield less than 0.4 or more than 3 times the standard price, and a
 * million tokens cost between a thousandth of a dollar and a thousand dollars.
 */
final class Plausibility {
  private static final BigDecimal LEAST = new BigDecimal("0.4");
  private static final BigDecimal MOST = new BigDecimal("3");
  private static final List<String> SCALING =
      List.of("context", "geo", "inference_geo", "region", "service_tier", "speed", "time");

  /** Currencies of about the value of a dollar. */
  private static final List<String> DOLLARS = List.of("USD", "EUR", "GBP");

  private static final BigDecimal LEAST_FOR_TOKEN = new BigDecimal("0.000000001");
  private static final BigDecimal MOST_FOR_TOKEN = new BigDecimal("0.001");

  private Plausibility() {}

  /** What to check again in a card, one line each; empty if nothing stands out. */
  static List<String> oddities(RateCard card) {
    List<String> odd = new ArrayList<>();
    for (Rate rate : card.rates()) {
      rate.meters().forEach(meter -> compare(card, rate, meter, odd));
      if (DOLLARS.contains(card.currency()) && isForOtherCounts(rate)) {
        UsageMeter meter = rate.meters().iterator().next();
        odd.add(
            meter
                + " at "
                + first(rate)
                + " for "
                + rate.per()
                + ", which is implausible for tokens");
      }
    }
    for (Factor factor : card.factors()) {
      Multiplier by = factor.by();
      if (!factor.when().isEmpty() && by.word() == null && isOdd(by.number())) {
        odd.add("factor " + by + factor.when());
      }
    }
    return odd;
  }

  private static void compare(RateCard card, Rate rate, UsageMeter meter, List<String> odd) {
    Conditions<Attributes> standard = rate.when().without(SCALING);
    if (standard.size() == rate.when().size()) {
      return;
    }
    for (Rate other : card.rates()) {
      boolean isStandard = other.meters().contains(meter) && other.when().cover(standard);
      if (isStandard && isOdd(ratio(rate, other))) {
        odd.add(meter + " at " + first(rate) + rate.when() + ", standard " + first(other));
      }
      if (isStandard) {
        return;
      }
    }
  }

  private static boolean isForOtherCounts(Rate rate) {
    BigDecimal token = first(rate).divide(rate.per(), MathContext.DECIMAL32);
    return rate.meters().stream().allMatch(UsageMeter::isTokens)
        && token.signum() > 0
        && (token.compareTo(LEAST_FOR_TOKEN) < 0 || token.compareTo(MOST_FOR_TOKEN) > 0);
  }

  private static BigDecimal first(Rate rate) {
    return rate.bands().get(0).rate();
  }

  private static BigDecimal ratio(Rate rate, Rate standard) {
    BigDecimal of = first(standard).multiply(rate.per());
    return of.signum() == 0
        ? BigDecimal.ONE
        : first(rate).multiply(standard.per()).divide(of, MathContext.DECIMAL32);
  }

  private static boolean isOdd(BigDecimal ratio) {
    return ratio.compareTo(LEAST) < 0 || ratio.compareTo(MOST) > 0;
  }
}
