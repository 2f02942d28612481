package io.costspan.benchmarks.callers;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Threads in a closed loop: each makes its next call when the last has ended. */
final class Crowd {
  /** A call. */
  interface Work {
    void run() throws Exception;
  }

  private final Map<String, ExecutorService> pools = new HashMap<>();

  /**
   * Makes the calls and waits for them.
   *
   * @param who {@code 16} or, for virtual threads, {@code v16}
   * @return nanoseconds from the first call to the end of the last
   */
  long run(String who, int calls, Work work) throws Exception {
    int size = Integer.parseInt(who.replace("v", ""));
    ExecutorService pool = pools.computeIfAbsent(who, ignored -> pool(who, size));
    CountDownLatch start = new CountDownLatch(1);
    List<Future<?>> ends = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      int share = calls / size + (i < calls % size ? 1 : 0);
      ends.add(
          pool.submit(
              () -> {
                start.await();
                for (int call = 0; call < share; call++) {
                  work.run();
                }
                return null;
              }));
    }
    long begin = System.nanoTime();
    start.countDown();
    for (Future<?> end : ends) {
      end.get();
    }
    return System.nanoTime() - begin;
  }

  private static ExecutorService pool(String who, int size) {
    if (who.startsWith("v")) {
      return virtual();
    }
    return Executors.newFixedThreadPool(
        size,
        task -> {
          Thread thread = new Thread(task, "caller");
          thread.setDaemon(true);
          return thread;
        });
  }

  private static ExecutorService virtual() {
    try {
      return (ExecutorService)
          Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    } catch (ReflectiveOperationException olderThan21) {
      throw new UnsupportedOperationException(olderThan21);
    }
  }
}
