package io.costspan.ratecard;

import io.costspan.ratecard.Lines.Line;

/**
 * Stores as bits which of a card's numbered conditions have been evaluated for the current
 * quantities, and which of these are met. The lines of a card test the same few conditions again
 * and again, and a map of results would be garbage for each call. No other class represents
 * conditions as bits.
 */
final class JudgedConditions {
  /** The number of a card's conditions that can be numbered. */
  static final int NUMBERED = Long.SIZE;

  private final Attributes attributes;
  private long judged;

  /** Valid only for conditions that have been evaluated. */
  private long met;

  JudgedConditions(Attributes attributes) {
    this.attributes = attributes;
  }

  /**
   * Reports that the attributes or the card have changed: from now on each condition is evaluated
   * again.
   */
  void forget() {
    judged = 0;
  }

  /** Whether the conditions of that line are met. */
  boolean hold(Line<?> line) {
    int number = line.number();
    if (number < 0) {
      return line.when().hold(attributes);
    }
    long bit = 1L << number;
    if ((judged & bit) == 0) {
      judged |= bit;
      met = line.when().hold(attributes) ? met | bit : met & ~bit;
    }
    return (met & bit) != 0;
  }
}
