package io.costspan.reading;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The lengths of some texts: their sum, and each of the first ones by its position. */
final class Lengths {
  private static final int LIMIT = 256;

  private final List<BigDecimal> each = new ArrayList<>(1);
  private BigDecimal sum = BigDecimal.ZERO;
  private boolean anyText;

  /** What something counts that is no text: an object, an array, a number. */
  static Lengths ofNoText() {
    Lengths lengths = new Lengths();
    lengths.each.add(BigDecimal.ZERO);
    return lengths;
  }

  static Lengths of(BigDecimal length) {
    Lengths lengths = new Lengths();
    lengths.each.add(length);
    lengths.sum = length;
    lengths.anyText = true;
    return lengths;
  }

  Lengths plus(Lengths other) {
    sum = sum.add(other.sum);
    anyText |= other.anyText;
    for (int i = 0; i < other.each.size() && each.size() < LIMIT; i++) {
      each.add(other.each.get(i));
    }
    return this;
  }

  /** The sum, or null if what was there is no text. */
  @Nullable BigDecimal number() {
    return anyText ? sum : null;
  }

  /**
   * The sum without some texts.
   *
   * @param positions their numbers, from 0, as {@link Merge#DISTINCT} gathers them; null if none
   */
  BigDecimal without(@Nullable Object positions) {
    BigDecimal rest = sum;
    for (int i = 0; i < each.size(); i++) {
      if (positions instanceof Set<?> set && set.contains(Integer.toString(i))) {
        rest = rest.subtract(each.get(i));
      }
    }
    return rest;
  }

  @Override
  public String toString() {
    return sum.toPlainString();
  }
}
