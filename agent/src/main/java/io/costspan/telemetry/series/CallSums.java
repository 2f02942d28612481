package io.costspan.telemetry.series;

import io.costspan.pipeline.RatedCall;
import io.costspan.profile.CallAttributes;
import io.costspan.profile.Instruments;
import io.costspan.rating.ChargeLine;
import io.costspan.rating.Rating;
import io.costspan.usage.Quantity;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Adds up calls, money and quantities, whichever home shows them. */
public final class CallSums {
  private final KnownSeries series;
  private final PriceAges ages = new PriceAges();

  /**
   * @param models the models whose series are never displaced by names from outside
   */
  public CallSums(ModelList models) {
    series = new KnownSeries(models);
  }

  /** The ages of the prices that rate the calls. */
  public PriceAges ages() {
    return ages;
  }

  /** The counters to which calls add. */
  public List<Counter> counters() {
    return series.counters();
  }

  /**
   * Adds a call to all counters.
   *
   * @return the labels under which its cost belongs into {@link Instruments#CALL_COST}; null if it
   *     does not belong there
   */
  public @Nullable Labels add(RatedCall call) {
    CallSeries of = series.of(call);
    Sum counted = of.calls().of(null);
    if (counted != null) {
      counted.increment();
    }
    if (call.rating().status() == Rating.Status.FREE) {
      return null;
    }
    ages.add(call);
    for (Quantity quantity : call.usage().quantities()) {
      add(quantity.count(), of.usage().of(quantity.meter()));
    }
    return addMoney(call, of);
  }

  private static @Nullable Labels addMoney(RatedCall call, CallSeries of) {
    BigDecimal amount = CallAttributes.amount(call);
    if (amount == null) {
      return null;
    }
    if (isSumOfCharges(amount, call.rating())) {
      for (ChargeLine line : call.rating().charges()) {
        add(line.amount(), of.cost().of(line.meter()));
      }
    } else {
      add(amount, of.cost().of(null));
    }
    return of.callCost().of(null);
  }

  private static void add(BigDecimal amount, @Nullable Sum to) {
    if (to != null) {
      to.add(amount);
    }
  }

  /** A provider's amount that the charge lines do not add up to is not split. */
  private static boolean isSumOfCharges(BigDecimal amount, Rating rating) {
    return rating.source() == Rating.Source.LOCAL || sum(rating.charges()).compareTo(amount) == 0;
  }

  private static BigDecimal sum(List<ChargeLine> charges) {
    return charges.stream().map(ChargeLine::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
