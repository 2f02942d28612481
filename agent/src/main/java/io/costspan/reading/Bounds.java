package io.costspan.reading;

import io.costspan.usage.UsageMeter;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What a call can consume and cost at most; more is no figure to bill by. */
final class Bounds {
  /** Of tokens and of all else that is counted one by one or by the second. */
  private static final BigDecimal COUNT = BigDecimal.valueOf(1_000_000_000L);

  /** Films have some hundred millions a second. */
  private static final BigDecimal PIXELS = BigDecimal.valueOf(1_000_000_000_000_000L);

  private static final BigDecimal AMOUNT = BigDecimal.valueOf(1_000_000);

  /** Several times what the largest batches hold, so that it is no way around the bounds. */
  private static final BigDecimal REQUESTS = BigDecimal.valueOf(1_000_000);

  private Bounds() {}

  /**
   * How many calls a batch stands for, as far as that can be.
   *
   * @param told by the reply, null if it does not say
   */
  static BigDecimal requests(@Nullable BigDecimal told) {
    return told == null ? BigDecimal.ONE : told.min(REQUESTS).max(BigDecimal.ONE);
  }

  static boolean holdCount(UsageMeter meter, BigDecimal count, BigDecimal requests) {
    return holds(count, meter == UsageMeter.PIXELS ? PIXELS : COUNT, requests);
  }

  static boolean holdAmount(BigDecimal amount, BigDecimal requests) {
    return holds(amount, AMOUNT, requests);
  }

  private static boolean holds(BigDecimal value, BigDecimal most, BigDecimal requests) {
    return value.signum() >= 0
        && (value.compareTo(most) <= 0 || value.compareTo(most.multiply(requests)) <= 0);
  }
}
