package io.costspan.telemetry;

import io.costspan.pipeline.RatedCall;
import io.costspan.rating.ChargeLine;
import io.costspan.rating.Rating;
import io.costspan.usage.Quantity;
import io.opentelemetry.api.metrics.DoubleCounter;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.context.Context;
import java.math.BigDecimal;
import java.util.List;

/** Counts calls, money and quantities. */
final class CallMetrics {
  private final DoubleHistogram callCost;
  private final DoubleCounter cost;
  private final DoubleCounter usage;
  private final LongCounter calls;
  private final KnownSeries series = new KnownSeries();

  CallMetrics(Meter meter) {
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
   * @param context holds the call's span, so that points lead to its trace
   */
  void record(RatedCall call, Context context) {
    Series of = series.of(call);
    calls.add(1, of.calls(), context);
    if (call.rating().status() != Rating.Status.FREE) {
      recordUsage(call, of, context);
      recordMoney(call, of, context);
    }
  }

  private void recordUsage(RatedCall call, Series of, Context context) {
    for (Quantity quantity : call.usage().quantities()) {
      usage.add(quantity.count().doubleValue(), of.usage(quantity.meter()), context);
    }
  }

  private void recordMoney(RatedCall call, Series of, Context context) {
    BigDecimal amount = CallAttributes.amount(call);
    if (amount == null) {
      return;
    }
    callCost.record(amount.doubleValue(), of.callCost(), context);
    if (isSumOfCharges(amount, call.rating())) {
      for (ChargeLine line : call.rating().charges()) {
        cost.add(line.amount().doubleValue(), of.cost(line.meter()), context);
      }
    } else {
      cost.add(amount.doubleValue(), of.cost(null), context);
    }
  }

  /** A provider's figure that our lines do not add up to stays whole. */
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
