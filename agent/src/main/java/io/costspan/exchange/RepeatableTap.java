package io.costspan.exchange;

/**
 * The tap of a body that the application may be able to read again, as entities of Apache
 * HttpClient allow. The wrappers of clients guard each call of it themselves, because a failure at
 * the entry of a method can only be caught by its caller.
 */
public final class RepeatableTap {
  private final BodyTap tap;
  private boolean read;

  public RepeatableTap(BodyTap tap) {
    this.tap = tap;
  }

  /**
   * The tap for a new pass over the body. A body that can be read again is watched only the first
   * time; if it cannot be read again, what follows is the rest of it.
   */
  public BodyTap tapForOneReading(boolean repeatable) {
    boolean again = read && repeatable;
    read = true;
    return again ? BodyTap.NONE : tap;
  }

  /** The response was closed, whether it was read or not. */
  public void close() {
    tap.close();
  }
}
