package io.costspan.telemetry;

import static io.costspan.telemetry.CallAttributes.METER;

import io.costspan.pipeline.RatedCall;
import io.costspan.rating.ChargeLine;
import io.costspan.rating.Rating;
import io.costspan.usage.Quantity;
import io.costspan.usage.UsageMeter;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.DoubleCounter;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.context.Context;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts calls, money and quantities. */
final class CallMetrics {
  private final DoubleHistogram callCost;
  private final DoubleCounter cost;
  private final DoubleCounter usage;
  private final LongCounter calls;

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
    calls.add(1, Instruments.CALLS.of(call).build(), context);
    if (call.rating().status() != Rating.Status.FREE) {
      recordUsage(call, context);
      recordMoney(call, context);
    }
  }

  private void recordUsage(RatedCall call, Context context) {
    AttributesBuilder attributes = Instruments.USAGE.of(call);
    for (Quantity quantity : call.usage().quantities()) {
      attributes.put(METER, quantity.meter().wireName());
      usage.add(quantity.count().doubleValue(), attributes.build(), context);
    }
  }

  private void recordMoney(RatedCall call, Context context) {
    BigDecimal amount = CallAttributes.amount(call);
    if (amount == null) {
      return;
    }
    callCost.record(amount.doubleValue(), Instruments.CALL_COST.of(call).build(), context);
    AttributesBuilder attributes = Instruments.COST.of(call);
    List<ChargeLine> charges = call.rating().charges();
    if (sum(charges).compareTo(amount) == 0) {
      charges.forEach(line -> addCost(line.amount(), line.meter(), attributes, context));
    } else {
      addCost(amount, null, attributes, context);
    }
  }

  /**
   * @param meter null for a provider's figure that our lines do not add up to: it stays whole
   */
  private void addCost(
      BigDecimal amount,
      @Nullable UsageMeter meter,
      AttributesBuilder attributes,
      Context context) {
    if (meter != null) {
      attributes.put(METER, meter.wireName());
    }
    cost.add(amount.doubleValue(), attributes.build(), context);
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
