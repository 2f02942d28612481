package io.costspan.profile;

import io.costspan.pipeline.RatedCall;
import io.costspan.rating.ChargeLine;
import io.costspan.rating.Rating;
import io.costspan.usage.UsageMeter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The money of a call, whole and in parts. */
public final class Money {
  private static final String DOLLARS = "USD";

  private Money() {}

  /** The amount, or null if there is none to show. */
  public static @Nullable BigDecimal amount(RatedCall call) {
    return call.rating().currency() == null ? null : call.rating().amount();
  }

  /** The amount of a call that cost something, or nothing at its price; null for any other. */
  public static @Nullable BigDecimal spent(RatedCall call) {
    return call.rating().status().mayCost() ? amount(call) : null;
  }

  /** The amount, or null if it is not in US dollars. */
  public static @Nullable BigDecimal dollars(RatedCall call) {
    return areDollars(call) ? amount(call) : null;
  }

  /** {@link #spent}, or null if that is not in US dollars. */
  public static @Nullable BigDecimal spentDollars(RatedCall call) {
    return areDollars(call) ? spent(call) : null;
  }

  private static boolean areDollars(RatedCall call) {
    return DOLLARS.equals(call.rating().currency());
  }

  /**
   * Whether the charge lines are parts of the amount. The amount that a provider states may be
   * another than ours.
   */
  public static boolean isSumOfCharges(RatedCall call) {
    BigDecimal amount = amount(call);
    List<ChargeLine> charges = call.rating().charges();
    return amount != null
        && (call.rating().source() == Rating.Source.LOCAL || sum(charges).compareTo(amount) == 0);
  }

  private static BigDecimal sum(List<ChargeLine> charges) {
    return charges.stream().map(ChargeLine::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** What was charged for these meters; null if nothing was or if that is not known. */
  public static @Nullable BigDecimal of(RatedCall call, UsageMeter... meters) {
    BigDecimal sum = null;
    if (isSumOfCharges(call)) {
      for (ChargeLine line : call.rating().charges()) {
        if (List.of(meters).contains(line.meter())) {
          sum = sum == null ? line.amount() : sum.add(line.amount());
        }
      }
    }
    return sum;
  }

  /** The same of a call in US dollars. */
  public static @Nullable BigDecimal dollarsOf(RatedCall call, UsageMeter... meters) {
    return areDollars(call) ? of(call, meters) : null;
  }

  /**
   * What was charged for reasoning, which is part of the charge for output; null if there was none,
   * or if output has several prices, so that nobody can tell which one it was.
   */
  public static @Nullable BigDecimal ofReasoning(RatedCall call) {
    BigDecimal reasoning = Tokens.sum(call, Tokens::isReasoning);
    ChargeLine line = isSumOfCharges(call) ? onlyOutput(call.rating().charges()) : null;
    if (reasoning == null || line == null || line.quantity().compareTo(reasoning) < 0) {
      return null;
    }
    return line.amount().multiply(reasoning).divide(line.quantity(), MathContext.DECIMAL64);
  }

  /** The charge for output, or null if there is none or more than one. */
  private static @Nullable ChargeLine onlyOutput(List<ChargeLine> charges) {
    ChargeLine only = null;
    for (ChargeLine line : charges) {
      if (line.meter() == UsageMeter.OUTPUT_TOKENS) {
        if (only != null) {
          return null;
        }
        only = line;
      }
    }
    return only;
  }

  /** What was charged for output that is no reasoning, as far as that can be told apart. */
  public static @Nullable BigDecimal ofOtherOutput(RatedCall call) {
    BigDecimal output = of(call, UsageMeter.OUTPUT_TOKENS);
    BigDecimal reasoning = ofReasoning(call);
    return output == null || reasoning == null ? output : output.subtract(reasoning);
  }
}
