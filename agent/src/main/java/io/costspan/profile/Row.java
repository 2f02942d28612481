package io.costspan.profile;

import io.costspan.pipeline.RatedCall;
import java.math.BigDecimal;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A point that calls may have in a metric.
 *
 * @param labels what distinguishes it from the other points of the same call
 * @param value its value for a call; null if the call has no such point
 */
public record Row(Map<String, String> labels, Function<RatedCall, @Nullable BigDecimal> value) {
  /** The only point of a call. */
  public static Row of(Function<RatedCall, @Nullable BigDecimal> value) {
    return new Row(Map.of(), value);
  }

  /** One of several points of a call. */
  public static Row of(String label, String text, Function<RatedCall, @Nullable BigDecimal> value) {
    return new Row(Map.of(label, text), value);
  }

  /** This row for the calls for which it has a value, the other one for the rest. */
  Row or(Row other) {
    return new Row(
        labels,
        call -> {
          BigDecimal own = value.apply(call);
          return own == null ? other.value.apply(call) : own;
        });
  }
}
