package io.costspan.telemetry.otel;

import io.opentelemetry.api.common.AttributeKey;
import java.math.BigDecimal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The keys of attributes, whose names are all the agent's own and therefore few. */
public final class Keys {
  private static final Map<String, AttributeKey<?>> KNOWN = new ConcurrentHashMap<>();

  private Keys() {}

  /** A value as SDKs take it: money becomes a {@code double} here. */
  public static Object shown(Object value) {
    return value instanceof BigDecimal ? (Object) ((BigDecimal) value).doubleValue() : value;
  }

  /** The key of an attribute, whose values are all of the same type. */
  public static AttributeKey<?> of(String name, Object value) {
    AttributeKey<?> key = KNOWN.get(name);
    if (key == null) {
      key = make(name, value);
      KNOWN.put(name, key);
    }
    return key;
  }

  private static AttributeKey<?> make(String name, Object value) {
    if (value instanceof String) {
      return AttributeKey.stringKey(name);
    }
    if (value instanceof Long) {
      return AttributeKey.longKey(name);
    }
    if (value instanceof Double) {
      return AttributeKey.doubleKey(name);
    }
    return value instanceof Boolean
        ? AttributeKey.booleanKey(name)
        : AttributeKey.stringArrayKey(name);
  }
}
