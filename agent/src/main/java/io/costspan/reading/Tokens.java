package io.costspan.reading;

import java.math.BigDecimal;

/** A guess at how many tokens some texts are, added up while they pass by. */
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

  /** Whole tokens, a begun one too. */
  BigDecimal number() {
    return BigDecimal.valueOf((thousandths + THOUSAND - 1) / THOUSAND);
  }

  @Override
  public String toString() {
    return number().toPlainString();
  }
}
