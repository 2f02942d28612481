package io.costspan.files;

/** A point in time until which the agent waits for something. */
public final class Deadline {
  private static final long NANOS = 1_000_000;

  /** Longer than anybody waits. */
  private static final long NEVER_NANOS = Long.MAX_VALUE / 2;

  private final long nanos;

  private Deadline(long nanos) {
    this.nanos = nanos;
  }

  /** No deadline: for a person at a terminal, who can interrupt the wait at any time. */
  public static Deadline never() {
    return new Deadline(System.nanoTime() + NEVER_NANOS);
  }

  /** That many milliseconds from now. */
  public static Deadline in(long millis) {
    return new Deadline(System.nanoTime() + millis * NANOS);
  }

  /** Half of the time that is left, so that one wait leaves time for the next. */
  public Deadline half() {
    return new Deadline(System.nanoTime() + nanosLeft() / 2);
  }

  /** The time left in nanoseconds, never negative. */
  public long nanosLeft() {
    return Math.max(0, nanos - System.nanoTime());
  }

  /** Whether no time is left. */
  public boolean isOver() {
    return nanosLeft() == 0;
  }
}
