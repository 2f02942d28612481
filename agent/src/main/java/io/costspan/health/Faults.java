package io.costspan.health;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Our own failures and drops, by reason; shown as {@code costspan.faults}. Counting never throws.
 * Reasons are constants of the code, so the map stays small; {@link FaultNotes} says what they mean
 * to people.
 */
public final class Faults {
  private static final Map<String, AtomicLong> COUNTS = new ConcurrentHashMap<>();

  /** What there was no memory to count by its reason. */
  private static final AtomicLong UNNAMED = new AtomicLong();

  /**
   * Faults that came through to a method that the application's threads call: the last catch there
   * adds one and does nothing else, because where stack or heap are used up, a call would fail
   * again. A plain field, so that threads that meet may count one for two.
   */
  @SuppressWarnings("NonFinalStaticField")
  public static int uncaught;

  private Faults() {}

  /** Counts one fault and shows its cause at log level debug. */
  public static void count(String reason, Throwable cause) {
    count(reason);
    try {
      Log.debug("fault " + reason + ": " + cause.getClass().getName());
    } catch (Throwable noMemory) {
      // It is counted.
    }
  }

  public static void count(String reason) {
    count(reason, 1);
  }

  /** Counts several of a kind; none, to have that kind's count at hand. */
  public static void count(String reason, long times) {
    try {
      AtomicLong count = COUNTS.get(reason);
      if (count == null) {
        COUNTS.putIfAbsent(reason, new AtomicLong());
        count = COUNTS.get(reason);
      }
      count.addAndGet(times);
    } catch (Throwable noMemory) {
      UNNAMED.addAndGet(times);
    }
  }

  /** A snapshot: reason to count since start, of those that happened. */
  public static Map<String, Long> counts() {
    Map<String, Long> snapshot = new ConcurrentHashMap<>();
    COUNTS.forEach((reason, count) -> snapshot.put(reason, count.get()));
    snapshot.put("uncaught", (long) uncaught);
    snapshot.put("unnamed", UNNAMED.get());
    snapshot.values().removeIf(count -> count == 0);
    return snapshot;
  }
}
