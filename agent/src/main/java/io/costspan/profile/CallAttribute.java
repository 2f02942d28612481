package io.costspan.profile;

import io.costspan.health.Excerpt;
import io.costspan.pipeline.RatedCall;
import io.costspan.usage.Quantity;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
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

  private static final BigDecimal LARGEST_LONG = BigDecimal.valueOf(Long.MAX_VALUE);

  /** Longer texts are not kept whole. */
  private static final int LONGEST_KEY = 200;

  CallAttribute(
      String name, Class<? super T> type, Function<RatedCall, @Nullable T> value, String meaning) {
    this(name, type, value, value, meaning);
  }

  public static CallAttribute<String> text(
      String name, Function<RatedCall, @Nullable String> value, String meaning) {
    return new CallAttribute<>(
        name,
        String.class,
        call -> {
          String text = value.apply(call);
          return text == null ? null : Excerpt.of(text);
        },
        call -> {
          String text = value.apply(call);
          return text == null || text.length() <= LONGEST_KEY ? text : Excerpt.of(text);
        },
        meaning);
  }

  /** A text of the agent's own words only, which may be long. */
  public static CallAttribute<String> whole(
      String name, Function<RatedCall, @Nullable String> value, String meaning) {
    return new CallAttribute<>(name, String.class, value, meaning);
  }

  /** The sum of some of a call's tokens. */
  public static CallAttribute<Long> tokens(
      String name, Predicate<Quantity> wanted, String meaning) {
    return new CallAttribute<>(
        name,
        Long.class,
        call -> {
          BigDecimal sum = Tokens.sum(call, wanted);
          return sum == null ? null : sum.min(LARGEST_LONG).longValue();
        },
        meaning);
  }

  /** An amount of money. */
  public static CallAttribute<BigDecimal> amount(
      String name, Function<RatedCall, @Nullable BigDecimal> value, String meaning) {
    return new CallAttribute<>(name, BigDecimal.class, value, meaning);
  }

  /** The same text for every call. */
  public static CallAttribute<String> constant(String name, String text, String meaning) {
    return text(name, call -> text, meaning);
  }

  /** Whether it tells about money, which no instrumentation of others does. */
  public boolean isOfCost() {
    return name.contains("cost");
  }

  /** The type of its values in telemetry, for the manual. */
  public String wireType() {
    if (type == BigDecimal.class) {
      return "double";
    }
    return type == List.class ? "string array" : type.getSimpleName().toLowerCase(Locale.ROOT);
  }

  /** The generated method would make the JVM generate dozens of classes. */
  @Override
  public int hashCode() {
    return name.hashCode();
  }

  void put(RatedCall call, Map<String, Object> labels) {
    T present = value.apply(call);
    if (present != null) {
      labels.put(name, present);
    }
  }
}
