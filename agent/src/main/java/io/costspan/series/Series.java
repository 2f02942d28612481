package io.costspan.series;

import io.costspan.profile.CallAttributes;
import io.costspan.usage.UsageMeter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The series of one instrument to which similar calls contribute, one per meter. */
final class Series<S> {
  private static final int WITHOUT_METER = UsageMeter.values().length;

  private final Labels full;
  private final CallModels models;
  private final SeriesBound<S> bound;
  private final @Nullable Object[] byMeter = new Object[WITHOUT_METER + 1];

  /**
   * @param full all labels of the calls, without a meter
   */
  Series(Labels full, CallModels models, SeriesBound<S> bound) {
    this.full = full;
    this.models = models;
    this.bound = bound;
  }

  /**
   * The series of a point; null if there is none for it.
   *
   * @param meter null for a point without one
   */
  @SuppressWarnings("unchecked")
  @Nullable S of(@Nullable UsageMeter meter) {
    int place = meter == null ? WITHOUT_METER : meter.ordinal();
    S known = (S) byMeter[place];
    if (known == null) {
      known = bound.of(meter == null ? full : with(meter), models);
      byMeter[place] = known;
    }
    return known;
  }

  private Labels with(UsageMeter meter) {
    Map<String, Object> labels = full.copy();
    labels.put(CallAttributes.METER, meter.wireName());
    return new Labels(labels);
  }
}
