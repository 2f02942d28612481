package io.costspan.benchmarks.process;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Variants take turns, each round in another order, so that a machine that is busy or hot, and what
 * the one before has left to do, hurts all of them alike. Where each turn is a JVM, the
 * OpenTelemetry agent takes part in the first only: it takes seconds to start, and no budget
 * depends on it there.
 */
final class Turns {
  private static final int ROUNDS_OF_ANCHOR = 1;
  private final List<Variant> variants;

  Turns(Lab lab, Variant... variants) {
    this.variants = lab.options().variants(variants);
  }

  /** One turn. */
  interface Turn {
    void take(Variant variant) throws Exception;
  }

  void take(int rounds, Turn turn) throws Exception {
    take(rounds, ROUNDS_OF_ANCHOR, turn);
  }

  void take(int rounds, int roundsOfAnchor, Turn turn) throws Exception {
    for (int round = 0; round < rounds; round++) {
      for (Variant variant : shuffled(variants, round)) {
        if (variant != Variant.B || round < roundsOfAnchor) {
          turn.take(variant);
        }
      }
    }
  }

  /** In a different order each time, the same in each run. */
  static <T> List<T> shuffled(List<T> all, int round) {
    List<T> order = new ArrayList<>(all);
    Collections.shuffle(order, new Random(round));
    return order;
  }
}
