package io.costspan.ratecard;

import io.costspan.ratecard.Lines.Line;

/**
 * The only place that knows conditions as bits: which of a card's numbered conditions were judged
 * for the quantities at hand, and which of these are met. A card's lines ask for the same few
 * conditions again and again, and a map of answers would be garbage of each call.
 */
final class JudgedConditions {
  /** Conditions of a card that have a number. */
  static final int NUMBERED = Long.SIZE;

  private final Attributes attributes;
  private long judged;

  /** Counts only where a condition was judged. */
  private long met;

  JudgedConditions(Attributes attributes) {
    this.attributes = attributes;
  }

  /** The attributes or the card changed: from now on each condition is judged anew. */
  void forget() {
    judged = 0;
  }

  /** Whether the conditions of that line hold. */
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
