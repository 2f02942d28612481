package io.costspan.unseen;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** When clients that are watched last called each AI host, whatever became of the call. */
public final class Visits {
  private static final int LIMIT = 1_000;

  private static final Map<String, AtomicLong> LAST_NANOS = new ConcurrentHashMap<>();

  private Visits() {}

  /**
   * Notes a call that begins. Runs on the application's thread and allocates nothing but for the
   * first call.
   *
   * @param host in lower case
   */
  public static void note(String host) {
    AtomicLong last = LAST_NANOS.get(host);
    if (last != null) {
      last.lazySet(System.nanoTime());
    } else if (LAST_NANOS.size() < LIMIT) {
      LAST_NANOS.put(host, new AtomicLong(System.nanoTime()));
    }
  }

  /** Whether a call began at that time or later. */
  static boolean since(String host, long nanos) {
    AtomicLong last = LAST_NANOS.get(host);
    return last != null && last.get() - nanos >= 0;
  }
}
