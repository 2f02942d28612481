package io.costspan.usage;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The quantities of a call as they are found, and whether all of them can be meant. */
final class Work {
  private final List<Quantity> quantities;
  private final BigDecimal requests;
  private boolean sound = true;

  /**
   * @param requests how many calls this one stands for, for the bounds of its counts
   */
  Work(int expected, BigDecimal requests) {
    this.quantities = new ArrayList<>(expected);
    this.requests = requests;
  }

  List<Quantity> quantities() {
    return quantities;
  }

  /** Whether no count was unreadable, negative or beyond all bounds. */
  boolean sound() {
    return sound;
  }

  /** Whether a count can be meant; if not, nothing of the call can be billed. */
  boolean accepts(UsageMeter meter, BigDecimal count) {
    boolean accepted = Bounds.holdCount(meter, count, requests);
    sound &= accepted;
    return accepted;
  }

  void add(@Nullable Quantity quantity) {
    if (quantity != null) {
      quantities.add(quantity);
    }
  }

  int size() {
    return quantities.size();
  }

  /** Makes the quantities from that one on several measures of one piece of work. */
  void sameWorkFrom(int first) {
    for (int i = first + 1; i < quantities.size(); i++) {
      quantities.set(i, quantities.get(i).asAlternative());
    }
  }
}
