package io.costspan.exchange;

/**
 * The tap of a body that the application may be able to read again, as Apache's entities allow. The
 * clients' wrappers guard each call of it themselves: a fault at the entry of a method can only be
 * caught by its caller.
 */
public final class RepeatableTap {
  private final BodyTap tap;
  private boolean read;

  public RepeatableTap(BodyTap tap) {
    this.tap = tap;
  }

  /**
   * The tap for a reading that begins. A body that can be read again is watched the first time
   * only; of one that cannot, what follows is the rest.
   */
  public BodyTap tapForOneReading(boolean repeatable) {
    boolean again = read && repeatable;
    read = true;
    return again ? BodyTap.NONE : tap;
  }

  /** The response was closed, read or not. */
  public void close() {
    tap.close();
  }
}
