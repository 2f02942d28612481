package io.costspan.telemetry;

import static io.costspan.telemetry.CallAttributes.METER;

import io.costspan.usage.UsageMeter;
import io.opentelemetry.api.common.Attributes;
import org.jspecify.annotations.Nullable;

/** The series of one instrument to which similar calls contribute, one per meter. */
final class Series {
  private static final int WITHOUT_METER = UsageMeter.values().length;

  private final Attributes full;
  private final CallModels models;
  private final SeriesBound bound;
  private final @Nullable Attributes[] byMeter = new Attributes[WITHOUT_METER + 1];

  /**
   * @param full all attributes of the calls, without a meter
   */
  Series(Attributes full, CallModels models, SeriesBound bound) {
    this.full = full;
    this.models = models;
    this.bound = bound;
  }

  /**
   * The attributes of a point; null if there is no series for it.
   *
   * @param meter null for a point without one
   */
  @Nullable Attributes of(@Nullable UsageMeter meter) {
    int place = meter == null ? WITHOUT_METER : meter.ordinal();
    Attributes known = byMeter[place];
    if (known == null) {
      known = bound.of(meter == null ? full : with(meter), models);
      byMeter[place] = known;
    }
    return known;
  }

  private Attributes with(UsageMeter meter) {
    return full.toBuilder().put(METER, meter.wireName()).build();
  }
}
