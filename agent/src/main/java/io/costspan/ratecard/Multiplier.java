package io.costspan.ratecard;

import java.math.BigDecimal;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Factor} multiplies by: a fixed number, or a number of the call, such as its steps,
 * divided by a fixed number.
 *
 * @param number the number itself; with a word, the number for which the rates are given
 * @param word the attribute that contains the number, null for a fixed number
 * @param minimum the minimum value of the attribute
 */
public record Multiplier(BigDecimal number, @Nullable String word, BigDecimal minimum) {
  private static final long MOST = 1_000_000;

  static Multiplier fixed(BigDecimal number) {
    return new Multiplier(number, null, BigDecimal.ZERO);
  }

  /**
   * The multiplier for a call; 1 if the call does not state the number, because rates are given for
   * the usual one. Null if the stated number is unreadable or impossible.
   */
  public @Nullable BigDecimal of(Attributes attributes) {
    if (word == null) {
      return number;
    }
    long named = attributes.number(word);
    if (named < 0 || named > MOST) {
      return attributes.get(word) == null ? BigDecimal.ONE : null;
    }
    return BigDecimal.valueOf(named).max(minimum).divide(number, MathContext.DECIMAL128);
  }

  /** As text for people, such as {@code 0.5} or {@code steps/28, at least 28}. */
  @Override
  public String toString() {
    if (word == null) {
      return number.toPlainString();
    }
    String ratio = word + "/" + number.toPlainString();
    return minimum.signum() == 0 ? ratio : ratio + ", at least " + minimum.toPlainString();
  }
}
