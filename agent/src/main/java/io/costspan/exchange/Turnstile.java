package io.costspan.exchange;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets the two sides of an exchange work at the same time and its end wait for both, without
 * blocking any thread: after {@link #close} no thread can enter, and the last one to leave locks
 * up.
 */
final class Turnstile {
  private static final int CLAIMED = 4;
  private static final int CLOSED = 8;

  private final AtomicInteger state = new AtomicInteger();

  /** The sides whose threads may be inside. */
  enum Side {
    REQUEST(1),
    RESPONSE(2);

    private final int bit;

    Side(int bit) {
      this.bit = bit;
    }
  }

  /** Enters, unless the turnstile is closing or a thread of the same side is inside. */
  boolean enter(Side side) {
    int before = state.get();
    while ((before & (CLAIMED | side.bit)) == 0) {
      if (state.compareAndSet(before, before | side.bit)) {
        return true;
      }
      before = state.get();
    }
    return false;
  }

  /** Leaves. Returns whether the caller has to lock up. */
  boolean leave(Side side) {
    return state.addAndGet(-side.bit) == (CLAIMED | CLOSED);
  }

  /** Whether the turnstile is closing, and no thread of that side is inside or will ever be. */
  boolean over(Side side) {
    return (state.get() & (CLAIMED | side.bit)) == CLAIMED;
  }

  /** Claims the right to close, which only one caller gets. */
  boolean claim() {
    int before = state.get();
    while ((before & CLAIMED) == 0) {
      if (state.compareAndSet(before, before | CLAIMED)) {
        return true;
      }
      before = state.get();
    }
    return false;
  }

  /** Closes the turnstile, once claimed. Returns whether the caller has to lock up. */
  boolean close() {
    return state.addAndGet(CLOSED) == (CLAIMED | CLOSED);
  }
}
