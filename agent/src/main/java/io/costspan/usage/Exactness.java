package io.costspan.usage;

import java.util.Locale;

/** How reliable a quantity is. */
public enum Exactness {
  /** The provider reported it in the response. */
  REPORTED,
  /** Derived from the request, or by counting what was delivered. */
  DERIVED,
  /** An estimate, flagged on every signal. */
  ESTIMATED;

  /** The less exact of the two. */
  public Exactness orWorse(Exactness other) {
    return compareTo(other) < 0 ? other : this;
  }

  /** The name in the ledger. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
