package io.costspan.files;

/** A moment until which something is waited for. */
public final class Deadline {
  private static final long NANOS = 1_000_000;

  /** Longer than anybody waits. */
  private static final long NEVER_NANOS = Long.MAX_VALUE / 2;

  private final long nanos;

  private Deadline(long nanos) {
    this.nanos = nanos;
  }

  /** For a person at a prompt, who can end the wait at any time. */
  public static Deadline never() {
    return new Deadline(System.nanoTime() + NEVER_NANOS);
  }

  /** In so many milliseconds from now. */
  public static Deadline in(long millis) {
    return new Deadline(System.nanoTime() + millis * NANOS);
  }

  /** Half way from now, so that one wait leaves time for the next. */
  public Deadline half() {
    return new Deadline(System.nanoTime() + nanosLeft() / 2);
  }

  /** Never negative. */
  public long nanosLeft() {
    return Math.max(0, nanos - System.nanoTime());
  }

  /** Whether the moment has come. */
  public boolean isOver() {
    return nanosLeft() == 0;
  }
}
