package io.costspan.profile;

import io.costspan.pipeline.RatedCall;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One attribute of a call. The manual is rendered from all of them.
 *
 * @param type {@link String}, {@link Long}, {@link BigDecimal}, {@link Boolean}, or {@link List} of
 *     strings
 * @param value the attribute's value for a call; null leaves the attribute out
 * @param key what decides about the value and costs less to compute
 * @param meaning for the manual, Markdown
 */
public record CallAttribute<T>(
    String name,
    Class<? super T> type,
    Function<RatedCall, @Nullable T> value,
    Function<RatedCall, ? extends @Nullable Object> key,
    String meaning) {

  CallAttribute(
      String name, Class<? super T> type, Function<RatedCall, @Nullable T> value, String meaning) {
    this(name, type, value, value, meaning);
  }

  /** The type of its values in telemetry, for the manual. */
  public String wireType() {
    if (type == BigDecimal.class) {
      return "double";
    }
    return type == List.class ? "string array" : type.getSimpleName().toLowerCase(Locale.ROOT);
  }

  void put(RatedCall call, Map<String, Object> labels) {
    T present = value.apply(call);
    if (present != null) {
      labels.put(name, present);
    }
  }
}
