package io.costspan.reading;

import io.costspan.usage.Exactness;
import io.costspan.usage.Quantities;
import io.costspan.usage.Quantity;
import io.costspan.usage.UsageMeter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The quantities of a call as they are found, and whether all of them are possible. */
final class Work {
  /** Any of these shows that a reply reports its usage, although the input may be missing. */
  private static final long TOKENS = bit(UsageMeter.INPUT_TOKENS) | bit(UsageMeter.OUTPUT_TOKENS);

  /** Most calls have input, output, and cached or reasoning tokens. */
  private static final int USUAL = 4;

  private final Quantities quantities;
  private final BigDecimal requests;
  private final List<UsageMeter> together;
  private final Set<UsageMeter> derived;

  /** A bit for each meter. */
  private long told;

  private long lacking;

  private boolean sound = true;

  private final Guesses guesses;

  /**
   * @param requests the number of calls that this one stands for, which scales the bounds of its
   *     counts
   * @param together meters that belong together, so that usage without one of them is partial
   * @param derived meters whose count the reply reports only indirectly
   * @param guesses tells whether a count was based on a guess
   */
  Work(
      int expected,
      BigDecimal requests,
      List<UsageMeter> together,
      Set<UsageMeter> derived,
      Guesses guesses) {
    this.quantities = new Quantities(Math.min(expected, USUAL));
    this.requests = requests;
    this.together = together;
    this.derived = derived;
    this.guesses = guesses;
  }

  Guesses guesses() {
    return guesses;
  }

  List<Quantity> quantities() {
    return quantities;
  }

  /** Whether no count was unreadable, negative or out of bounds. */
  boolean sound() {
    return sound;
  }

  /**
   * Records whether the call's own model has a count of that meter, even if it is zero.
   *
   * @param needed whether no other count of the meter can replace this one
   */
  void tell(UsageMeter meter, boolean known, boolean needed) {
    told |= known ? bit(meter) : 0;
    lacking |= !known && needed ? bit(meter) : 0;
  }

  /** The first missing meter whose companions are present, null if there is none. */
  @Nullable UsageMeter missing() {
    UsageMeter missing = null;
    long belonging = TOKENS;
    for (int i = 0; i < together.size(); i++) {
      UsageMeter meter = together.get(i);
      boolean has = (told & ~lacking & bit(meter)) != 0;
      belonging |= bit(meter);
      missing = missing == null && !has ? meter : missing;
    }
    return (told & belonging) == 0 ? null : missing;
  }

  private static long bit(UsageMeter meter) {
    return 1L << meter.ordinal();
  }

  /** The exactness of a count of that meter, which is at best {@code best}. */
  Exactness exactness(UsageMeter meter, Exactness best) {
    return derived.contains(meter) ? best.orWorse(Exactness.DERIVED) : best;
  }

  /** Whether a count is possible; if not, nothing of the call can be billed. */
  boolean accepts(UsageMeter meter, BigDecimal count) {
    boolean accepted = Bounds.holdCount(meter, count, requests);
    sound &= accepted;
    return accepted;
  }

  void add(@Nullable Quantity quantity) {
    if (quantity != null) {
      quantities.found(quantity);
    }
  }

  int size() {
    return quantities.size();
  }

  /** Makes the quantities from that index on alternative measures of one piece of work. */
  void sameWorkFrom(int first) {
    quantities.sameWorkFrom(first);
  }
}
