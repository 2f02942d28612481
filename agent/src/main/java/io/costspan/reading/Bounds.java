package io.costspan.reading;

import io.costspan.usage.UsageMeter;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The most that a call can consume and cost; larger figures are not billed. */
final class Bounds {
  /** For tokens and everything else that is counted individually or by the second. */
  private static final BigDecimal COUNT = BigDecimal.valueOf(1_000_000_000L);

  /** Videos have some hundred million pixels per second. */
  private static final BigDecimal PIXELS = BigDecimal.valueOf(1_000_000_000_000_000L);

  private static final BigDecimal AMOUNT = BigDecimal.valueOf(1_000_000);

  /** Several times the size of the largest batches, so that no batch circumvents the bounds. */
  private static final BigDecimal REQUESTS = BigDecimal.valueOf(1_000_000);

  private Bounds() {}

  /**
   * The number of calls that a batch stands for, limited to what is possible.
   *
   * @param as reported by the reply, null if it does not say
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
