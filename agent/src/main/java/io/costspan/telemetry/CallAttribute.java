package io.costspan.telemetry;

import io.costspan.pipeline.RatedCall;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One attribute of a call. The manual is rendered from all of them.
 *
 * @param value the attribute's value for a call; null leaves the attribute out
 * @param meaning for the manual, Markdown
 */
record CallAttribute<T>(
    AttributeKey<T> key, Function<RatedCall, @Nullable T> value, String meaning) {

  String name() {
    return key.getKey();
  }

  void put(RatedCall call, Span span) {
    T present = value.apply(call);
    if (present != null) {
      span.setAttribute(key, present);
    }
  }

  void put(RatedCall call, AttributesBuilder attributes) {
    T present = value.apply(call);
    if (present != null) {
      attributes.put(key, present);
    }
  }
}
