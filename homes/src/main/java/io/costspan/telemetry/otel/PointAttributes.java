package io.costspan.telemetry.otel;

import io.costspan.home.Tags;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Tags as OpenTelemetry's attributes, each made once. There are as many as there are series. */
final class PointAttributes {
  private final Map<Tags, Attributes> known = new ConcurrentHashMap<>();

  Attributes of(Tags tags) {
    Attributes attributes = known.get(tags);
    return attributes == null ? known.computeIfAbsent(tags, PointAttributes::make) : attributes;
  }

  private static Attributes make(Tags tags) {
    AttributesBuilder builder = Attributes.builder();
    tags.forEach((name, value) -> put(name, value, builder));
    return builder.build();
  }

  private static void put(String name, Object value, AttributesBuilder to) {
    if (value instanceof Long) {
      to.put(name, (Long) value);
    } else if (value instanceof Boolean) {
      to.put(name, (Boolean) value);
    } else {
      to.put(name, value.toString());
    }
  }
}
