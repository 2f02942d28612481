package io.costspan.telemetry;

import io.costspan.pipeline.RatedCall;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.List;

/**
 * One metric. The manual is rendered from all of them.
 *
 * @param kind for the manual: {@code counter}, {@code histogram}, {@code gauge}
 * @param attributes the attributes of its points that describe the call
 * @param perMeter whether its points also carry {@link CallAttributes#METER}
 */
record Instrument(
    String name,
    String kind,
    String unit,
    String meaning,
    List<CallAttribute<?>> attributes,
    boolean perMeter) {

  /** The attributes of a call's point, without the meter. */
  Attributes of(RatedCall call) {
    AttributesBuilder builder = Attributes.builder();
    attributes.forEach(attribute -> attribute.put(call, builder));
    return builder.build();
  }
}
