package io.costspan.usage;

import java.util.Locale;

/** How a quantity is known. */
public enum Exactness {
  /** The provider said so in the response. */
  REPORTED,
  /** Follows from the request or from counting what was delivered. */
  DERIVED,
  /** A guess, flagged on every signal. */
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
