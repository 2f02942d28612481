package io.costspan.cells;

import java.math.BigDecimal;

/** An estimate of the number of tokens of several texts, added up as they pass by. */
final class Tokens {
  private static final int THOUSAND = 1_000;

  private long thousandths;

  Tokens(long thousandths) {
    this.thousandths = thousandths;
  }

  void add(long more) {
    thousandths += more;
  }

  Tokens plus(Tokens other) {
    add(other.thousandths);
    return this;
  }

  /** The number of tokens, rounded up. */
  BigDecimal number() {
    return BigDecimal.valueOf((thousandths + THOUSAND - 1) / THOUSAND);
  }

  @Override
  public String toString() {
    return number().toPlainString();
  }
}
