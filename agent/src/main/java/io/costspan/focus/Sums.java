package io.costspan.focus;

import java.math.BigDecimal;

/** What the charges of one row add up to; exact. See {@link Charge} for what each part is. */
record Sums(
    BigDecimal amount, BigDecimal list, BigDecimal quantity, BigDecimal consumed, long charges) {

  static Sums of(Charge charge) {
    return new Sums(charge.amount(), charge.list(), charge.quantity(), charge.consumed(), 1);
  }

  Sums plus(Sums others) {
    return new Sums(
        amount.add(others.amount),
        list.add(others.list),
        quantity.add(others.quantity),
        consumed.add(others.consumed),
        charges + others.charges);
  }
}
