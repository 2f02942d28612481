package io.costspan.telemetry;

import static io.costspan.telemetry.CallAttributes.METER;

import io.costspan.pipeline.RatedCall;
import io.costspan.usage.UsageMeter;
import io.opentelemetry.api.common.Attributes;
import org.jspecify.annotations.Nullable;

/** The attributes on the points of calls that look alike, to metrics. */
final class Series {
  private static final int METERS = UsageMeter.values().length;

  private final Attributes calls;
  private final Attributes callCost;
  private final Attributes usage;
  private final Attributes cost;
  private final @Nullable Attributes[] usageByMeter = new Attributes[METERS];
  private final @Nullable Attributes[] costByMeter = new Attributes[METERS];

  Series(RatedCall call) {
    calls = Instruments.CALLS.of(call);
    callCost = Instruments.CALL_COST.of(call);
    usage = Instruments.USAGE.of(call);
    cost = Instruments.COST.of(call);
  }

  Attributes calls() {
    return calls;
  }

  Attributes callCost() {
    return callCost;
  }

  Attributes usage(UsageMeter meter) {
    return with(meter, usage, usageByMeter);
  }

  /**
   * @param meter null for money that is not split
   */
  Attributes cost(@Nullable UsageMeter meter) {
    return meter == null ? cost : with(meter, cost, costByMeter);
  }

  private static Attributes with(
      UsageMeter meter, Attributes others, @Nullable Attributes[] byMeter) {
    Attributes known = byMeter[meter.ordinal()];
    if (known == null) {
      known = others.toBuilder().put(METER, meter.wireName()).build();
      byMeter[meter.ordinal()] = known;
    }
    return known;
  }
}
