package io.costspan.health;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Failures of the agent and data that it dropped, by reason; shown as {@code costspan.faults}.
 * Counting never throws. Reasons are constants of the code, so the map stays small; {@link
 * FaultNotes} says what they mean to people.
 */
public final class Faults {
  private static final String OURS = "io.costspan.";

  /** Those that are packed with the agent. */
  private static final String LIBRARIES = "io.costspan.deps.";

  private static final Map<String, AtomicLong> COUNTS = new ConcurrentHashMap<>();

  /** Faults that could not be counted by reason for lack of memory. */
  private static final AtomicLong UNNAMED = new AtomicLong();

  /**
   * Faults that reached a method called by the application's threads. The last catch there adds one
   * and does nothing else, because any call would fail again when the stack or the heap is
   * exhausted. A plain field: concurrent threads may count two faults as one.
   */
  @SuppressWarnings("NonFinalStaticField")
  public static int uncaught;

  private Faults() {}

  /** Counts one fault and shows its cause and its place at log level debug. */
  public static void count(String reason, Throwable cause) {
    count(reason);
    try {
      if (Log.shows(Log.Level.DEBUG)) {
        Log.debug("fault " + reason + ": " + described(cause));
      }
    } catch (Throwable noMemory) {
      // It is counted.
    }
  }

  /** Kind and place; the message stays out, because it may quote what calls contain. */
  static String described(Throwable cause) {
    StackTraceElement[] frames = cause.getStackTrace();
    for (StackTraceElement frame : frames) {
      if (frame.getClassName().startsWith(OURS) && !frame.getClassName().startsWith(LIBRARIES)) {
        return cause.getClass().getName() + place(frame);
      }
    }
    return cause.getClass().getName() + (frames.length == 0 ? "" : place(frames[0]));
  }

  private static String place(StackTraceElement frame) {
    String file = frame.getFileName() == null ? "" : frame.getFileName() + ':';
    return " at "
        + frame.getClassName()
        + '.'
        + frame.getMethodName()
        + " ("
        + file
        + frame.getLineNumber()
        + ')';
  }

  public static void count(String reason) {
    count(reason, 1);
  }

  /** Counts several faults with the same reason. With 0 it only prepares the counter. */
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

  /** A snapshot of the counts since start, by reason; without reasons that did not occur. */
  public static Map<String, Long> counts() {
    Map<String, Long> snapshot = new ConcurrentHashMap<>();
    COUNTS.forEach((reason, count) -> snapshot.put(reason, count.get()));
    snapshot.put("uncaught", (long) uncaught);
    snapshot.put("unnamed", UNNAMED.get());
    snapshot.values().removeIf(count -> count == 0);
    return snapshot;
  }
}
