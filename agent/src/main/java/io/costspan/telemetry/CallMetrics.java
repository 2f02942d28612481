package io.costspan.telemetry;

import io.costspan.pipeline.RatedCall;
import io.costspan.telemetry.series.CallAttributes;
import io.costspan.telemetry.series.CallSums;
import io.costspan.telemetry.series.Instrument;
import io.costspan.telemetry.series.Instruments;
import io.costspan.telemetry.series.Labels;
import io.costspan.telemetry.series.Shown;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.context.Context;
import java.math.BigDecimal;

/**
 * Adds calls up, and records the cost of each in a histogram, whose exemplars lead to the trace of
 * a call.
 */
final class CallMetrics {
  private final CallSums sums;
  private final DoubleHistogram callCost;
  private final PointAttributes attributes = new PointAttributes();

  /**
   * @param sums that other SDKs may have shown before
   * @param shown what is left for this SDK to show
   */
  CallMetrics(Meter meter, CallSums sums, Shown shown) {
    this.sums = sums;
    CounterPoints.register(meter, sums.counters(), shown);
    Instrument instrument = Instruments.CALL_COST;
    callCost =
        meter
            .histogramBuilder(instrument.name())
            .setUnit(instrument.unit())
            .setDescription(instrument.meaning())
            .setExplicitBucketBoundariesAdvice(Instruments.COST_BOUNDS)
            .build();
  }

  /**
   * @param context contains the call's span, so that exemplars lead to its trace
   */
  void record(RatedCall call, Context context) {
    Labels labels = sums.add(call);
    BigDecimal amount = CallAttributes.amount(call);
    if (labels != null && amount != null) {
      callCost.record(amount.doubleValue(), attributes.of(labels), context);
    }
  }
}
