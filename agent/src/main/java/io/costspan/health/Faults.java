package io.costspan.health;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Our own failures and drops, by reason; shown as {@code costspan.faults}. Counting never throws.
 * Reasons are constants of the code, so the map stays small.
 */
public final class Faults {
  private static final Map<String, LongAdder> COUNTS = new ConcurrentHashMap<>();

  private Faults() {}

  /** Counts one fault and shows its cause at log level debug. */
  public static void count(String reason, Throwable cause) {
    count(reason);
    Log.debug("fault " + reason + ": " + cause.getClass().getName());
  }

  public static void count(String reason) {
    COUNTS.computeIfAbsent(reason, key -> new LongAdder()).increment();
  }

  /** A snapshot: reason to count since start. */
  public static Map<String, Long> counts() {
    Map<String, Long> snapshot = new ConcurrentHashMap<>();
    COUNTS.forEach((reason, count) -> snapshot.put(reason, count.sum()));
    return snapshot;
  }
}
