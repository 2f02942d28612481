package io.costspan.telemetry;

import io.costspan.pipeline.RatedCall;
import io.costspan.rating.ChargeLine;
import io.costspan.rating.Rating;
import io.costspan.usage.Quantity;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleCounter;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.context.Context;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records calls, money and quantities as metrics. */
final class CallMetrics {
  private final DoubleHistogram callCost;
  private final DoubleCounter cost;
  private final DoubleCounter usage;
  private final LongCounter calls;
  private final KnownSeries series;

  /**
   * @param models the models whose series are never displaced by names from outside
   */
  CallMetrics(Meter meter, ModelList models) {
    series = new KnownSeries(models);
    callCost =
        meter
            .histogramBuilder(Instruments.CALL_COST.name())
            .setUnit(Instruments.CALL_COST.unit())
            .setDescription(Instruments.CALL_COST.meaning())
            .setExplicitBucketBoundariesAdvice(Instruments.COST_BOUNDS)
            .build();
    cost = doubleCounter(meter, Instruments.COST);
    usage = doubleCounter(meter, Instruments.USAGE);
    calls =
        meter
            .counterBuilder(Instruments.CALLS.name())
            .setUnit(Instruments.CALLS.unit())
            .setDescription(Instruments.CALLS.meaning())
            .build();
  }

  /**
   * @param context contains the call's span, so that exemplars lead to its trace
   */
  void record(RatedCall call, Context context) {
    CallSeries of = series.of(call);
    Attributes counted = of.calls().of(null);
    if (counted != null) {
      calls.add(1, counted, context);
    }
    if (call.rating().status() != Rating.Status.FREE) {
      recordUsage(call, of.usage(), context);
      recordMoney(call, of, context);
    }
  }

  private void recordUsage(RatedCall call, Series of, Context context) {
    for (Quantity quantity : call.usage().quantities()) {
      add(quantity.count(), usage, of.of(quantity.meter()), context);
    }
  }

  private void recordMoney(RatedCall call, CallSeries of, Context context) {
    BigDecimal amount = CallAttributes.amount(call);
    if (amount == null) {
      return;
    }
    Attributes spread = of.callCost().of(null);
    if (spread != null) {
      callCost.record(amount.doubleValue(), spread, context);
    }
    if (isSumOfCharges(amount, call.rating())) {
      for (ChargeLine line : call.rating().charges()) {
        add(line.amount(), cost, of.cost().of(line.meter()), context);
      }
    } else {
      add(amount, cost, of.cost().of(null), context);
    }
  }

  private static void add(
      BigDecimal amount, DoubleCounter to, @Nullable Attributes series, Context context) {
    if (series != null) {
      to.add(amount.doubleValue(), series, context);
    }
  }

  /** A provider's amount that the charge lines do not add up to is not split. */
  private static boolean isSumOfCharges(BigDecimal amount, Rating rating) {
    return rating.source() == Rating.Source.LOCAL || sum(rating.charges()).compareTo(amount) == 0;
  }

  private static BigDecimal sum(List<ChargeLine> charges) {
    return charges.stream().map(ChargeLine::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static DoubleCounter doubleCounter(Meter meter, Instrument instrument) {
    return meter
        .counterBuilder(instrument.name())
        .setUnit(instrument.unit())
        .setDescription(instrument.meaning())
        .ofDoubles()
        .build();
  }
}
