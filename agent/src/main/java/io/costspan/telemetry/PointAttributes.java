package io.costspan.telemetry;

import io.costspan.telemetry.series.Labels;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Labels as OpenTelemetry's attributes, each made once. There are as many as there are series. */
final class PointAttributes {
  private final Map<Labels, Attributes> known = new ConcurrentHashMap<>();

  Attributes of(Labels labels) {
    Attributes attributes = known.get(labels);
    return attributes == null ? known.computeIfAbsent(labels, PointAttributes::make) : attributes;
  }

  static Attributes make(Labels labels) {
    AttributesBuilder builder = Attributes.builder();
    labels.forEach((name, value) -> put(name, value, builder));
    return builder.build();
  }

  private static void put(String name, Object value, AttributesBuilder to) {
    if (value instanceof Long number) {
      to.put(name, number);
    } else if (value instanceof Boolean flag) {
      to.put(name, flag);
    } else {
      to.put(name, value.toString());
    }
  }
}
