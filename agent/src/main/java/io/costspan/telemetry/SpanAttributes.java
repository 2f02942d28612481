package io.costspan.telemetry;

import io.costspan.home.Description;
import io.costspan.telemetry.otel.Keys;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.internal.ImmutableKeyValuePairs;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of a call in the order in which they are declared. Those of the API's own builder
 * are sorted first, which nobody needs who exports them.
 */
final class SpanAttributes extends ImmutableKeyValuePairs<AttributeKey<?>, Object>
    implements Attributes {
  /** Room for what most calls have. */
  private static final int USUAL = 48;

  private SpanAttributes(Object[] pairs) {
    super(pairs);
  }

  static Attributes of(Description call) {
    List<Object> pairs = new ArrayList<>(USUAL);
    call.forEach(
        (name, value) -> {
          Object shown = value instanceof List<?> lines ? List.copyOf(lines) : Keys.shown(value);
          pairs.add(Keys.of(name, shown));
          pairs.add(shown);
        });
    return new SpanAttributes(pairs.toArray());
  }

  @Override
  @SuppressWarnings("unchecked") // a key has values of its type only
  public <T> @Nullable T get(AttributeKey<T> key) {
    return (T) super.get(key);
  }

  @Override
  public AttributesBuilder toBuilder() {
    return Attributes.builder().putAll(this);
  }
}
