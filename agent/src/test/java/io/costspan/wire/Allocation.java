package io.costspan.wire;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Counts what the current thread allocates. */
public final class Allocation {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Allocation() {}

  /** Bytes that the task allocates on this thread. */
  public static long of(Runnable task) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    task.run();
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }

  /** Bytes of the thriftiest of many runs: the first ones load classes. */
  public static long least(int runs, Runnable task) {
    long least = Long.MAX_VALUE;
    for (int run = 0; run < runs; run++) {
      least = Math.min(least, of(task));
    }
    return least;
  }
}
