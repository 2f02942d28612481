package io.costspan.profile;

import static io.costspan.usage.UsageMeter.CACHED_INPUT_TOKENS;
import static io.costspan.usage.UsageMeter.CACHE_WRITE_TOKENS;
import static io.costspan.usage.UsageMeter.INPUT_TOKENS;
import static io.costspan.usage.UsageMeter.OUTPUT_TOKENS;

import io.costspan.pipeline.RatedCall;
import io.costspan.rating.Rating;
import io.costspan.usage.Quantity;
import io.costspan.usage.Reasons;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The tokens of a call, in the sums that conventions know: input includes what was cached. */
public final class Tokens {
  private static final Set<String> USED_ALL_THE_SAME = Set.of(Reasons.PROVISIONED, Reasons.GATEWAY);

  private Tokens() {}

  /** Null if the call has no such quantity: unknown is never zero. */
  public static @Nullable BigDecimal sum(RatedCall call, Predicate<Quantity> wanted) {
    BigDecimal sum = null;
    List<Quantity> quantities = call.usage().quantities();
    for (int i = 0; i < quantities.size(); i++) {
      Quantity quantity = quantities.get(i);
      boolean own = !quantity.attributes().containsKey(Quantity.MODEL);
      if (own && wanted.test(quantity)) {
        sum = sum == null ? quantity.count() : sum.add(quantity.count());
      }
    }
    return sum;
  }

  /** The same, but nothing of a call that used nothing, or whose usage was counted before. */
  public static @Nullable BigDecimal used(RatedCall call, Predicate<Quantity> wanted) {
    return isUsed(call.rating()) ? sum(call, wanted) : null;
  }

  private static boolean isUsed(Rating rating) {
    String reason = rating.reason();
    return rating.status().mayCost() || (reason != null && USED_ALL_THE_SAME.contains(reason));
  }

  /** Input tokens of all kinds. */
  public static boolean isInput(Quantity quantity) {
    return quantity.meter() == INPUT_TOKENS || isCacheRead(quantity) || isCacheWrite(quantity);
  }

  /** Input tokens that the provider had in its cache. */
  public static boolean isCacheRead(Quantity quantity) {
    return quantity.meter() == CACHED_INPUT_TOKENS;
  }

  /** Input tokens that the provider put into its cache. */
  public static boolean isCacheWrite(Quantity quantity) {
    return quantity.meter() == CACHE_WRITE_TOKENS;
  }

  /** Output tokens of all kinds. */
  public static boolean isOutput(Quantity quantity) {
    return quantity.meter() == OUTPUT_TOKENS;
  }

  /** Output tokens that the model only thought. */
  public static boolean isReasoning(Quantity quantity) {
    return isOutput(quantity) && "reasoning".equals(quantity.attributes().get("kind"));
  }
}
