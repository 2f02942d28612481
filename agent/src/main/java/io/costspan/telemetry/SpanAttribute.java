package io.costspan.telemetry;

import io.costspan.pipeline.RatedCall;
import io.costspan.telemetry.series.CallAttribute;
import io.costspan.telemetry.series.CallAttributes;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import java.util.List;

/** An attribute of a call's span, with the key that OpenTelemetry has for it. */
record SpanAttribute<T>(AttributeKey<T> key, CallAttribute<T> attribute) {
  static final List<SpanAttribute<?>> ALL =
      CallAttributes.OF_SPANS.stream().<SpanAttribute<?>>map(SpanAttribute::of).toList();

  private static <T> SpanAttribute<T> of(CallAttribute<T> attribute) {
    return new SpanAttribute<>(key(attribute), attribute);
  }

  @SuppressWarnings("unchecked") // The type of the key is that of the attribute.
  private static <T> AttributeKey<T> key(CallAttribute<T> attribute) {
    String name = attribute.name();
    Class<?> type = attribute.type();
    AttributeKey<?> key;
    if (type == String.class) {
      key = AttributeKey.stringKey(name);
    } else if (type == Long.class) {
      key = AttributeKey.longKey(name);
    } else if (type == Double.class) {
      key = AttributeKey.doubleKey(name);
    } else {
      key =
          type == Boolean.class ? AttributeKey.booleanKey(name) : AttributeKey.stringArrayKey(name);
    }
    return (AttributeKey<T>) key;
  }

  void put(RatedCall call, Span span) {
    T present = attribute.value().apply(call);
    if (present != null) {
      span.setAttribute(key, present);
    }
  }
}
