package io.costspan.telemetry.series;

import io.costspan.pipeline.RatedCall;
import io.costspan.telemetry.home.Metric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One metric. The manual is rendered from all of them.
 *
 * @param kind for the manual: {@code counter}, {@code histogram}, {@code gauge}
 * @param attributes the attributes of its points that describe the call
 * @param perMeter whether its points also carry {@link CallAttributes#METER}
 */
public record Instrument(
    String name,
    String kind,
    String unit,
    String meaning,
    List<CallAttribute<?>> attributes,
    boolean perMeter) {

  /** Whether its values are whole numbers, for homes that have a type of their own for them. */
  public boolean whole() {
    return this == Instruments.CALLS || this == Instruments.UNSEEN || this == Instruments.FAULTS;
  }

  /** The metric as homes are told of it. */
  public Metric metric() {
    List<String> keys = new ArrayList<>();
    attributes.forEach(attribute -> keys.add(attribute.name()));
    if (perMeter) {
      keys.add(CallAttributes.METER);
    }
    return new Metric(name, unit, meaning, whole(), keys);
  }

  /** The labels of a call's point, without the meter. */
  Labels of(RatedCall call) {
    Map<String, Object> labels = new LinkedHashMap<>();
    attributes.forEach(attribute -> attribute.put(call, labels));
    return new Labels(labels);
  }
}
