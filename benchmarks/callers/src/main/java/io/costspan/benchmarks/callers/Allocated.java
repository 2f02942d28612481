package io.costspan.benchmarks.callers;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;

/** How many bytes all threads have allocated since the start of the JVM, those of agents too. */
final class Allocated {
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final Method total = total();

  /** Where the JVM forgets what a thread allocated when it ends. */
  private final Map<Long, Long> byThread = new HashMap<>();

  private static Method total() {
    try {
      return ThreadMXBean.class.getMethod("getTotalThreadAllocatedBytes");
    } catch (NoSuchMethodException olderThan21) {
      return null;
    }
  }

  synchronized long bytes() throws ReflectiveOperationException {
    if (total != null) {
      return (long) total.invoke(threads);
    }
    long[] ids = threads.getAllThreadIds();
    long[] bytes = threads.getThreadAllocatedBytes(ids);
    for (int i = 0; i < ids.length; i++) {
      byThread.merge(ids[i], bytes[i], Math::max);
    }
    return byThread.values().stream().mapToLong(Long::longValue).sum();
  }
}
