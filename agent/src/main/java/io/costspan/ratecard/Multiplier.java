package io.costspan.ratecard;

import java.math.BigDecimal;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Factor} multiplies by: a number, or a number that the call names, such as its
 * steps, per so many.
 *
 * @param number the number itself; of a word, how many the rates are for
 * @param word the attribute that holds the number, null for a fixed one
 * @param minimum the least that the attribute counts as
 */
public record Multiplier(BigDecimal number, @Nullable String word, BigDecimal minimum) {
  private static final long MOST = 1_000_000;

  static Multiplier fixed(BigDecimal number) {
    return new Multiplier(number, null, BigDecimal.ZERO);
  }

  /**
   * For such a call; 1 if it does not name the number, because rates are for the usual one. Null if
   * it names one that cannot be read or meant.
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

  /** For people, such as {@code 0.5} or {@code steps/28, at least 28}. */
  @Override
  public String toString() {
    if (word == null) {
      return number.toPlainString();
    }
    String ratio = word + "/" + number.toPlainString();
    return minimum.signum() == 0 ? ratio : ratio + ", at least " + minimum.toPlainString();
  }
}
