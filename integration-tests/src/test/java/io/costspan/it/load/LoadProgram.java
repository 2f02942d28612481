package io.costspan.it.load;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.management.ObjectName;

/**
 * Calls the {@link LoadServer} on many threads at once, in rounds, and prints after each how fast
 * that was and what the JVM holds: {@code ROUND calls/s heapKb threads classes loaders handles}.
 */
public final class LoadProgram {
  private static final int PATIENCE_HOURS = 12;

  private LoadProgram() {}

  /**
   * URL, {@code platform} or {@code virtual}, threads, rounds, calls in each of them; and {@code
   * wait} to end only when a line is typed.
   */
  public static void main(String[] arguments) throws Exception {
    LoadClients clients = new LoadClients(arguments[0]);
    int threads = Integer.parseInt(arguments[2]);
    int calls = Integer.parseInt(arguments[4]);
    ExecutorService workers = workers(arguments[1], threads);
    for (int round = 1; round <= Integer.parseInt(arguments[3]); round++) {
      long begin = System.nanoTime();
      round(workers, threads, calls, clients);
      long callsPerSecond = calls * 1_000_000_000L / (System.nanoTime() - begin);
      System.out.println(round + " " + callsPerSecond + " " + holdings());
    }
    System.out.println("done");
    if (arguments.length > 5) {
      System.in.read();
    }
    System.exit(0);
  }

  /** Virtual ones by name: the tests compile for Java 17. */
  private static ExecutorService workers(String kind, int threads) throws Exception {
    return kind.equals("virtual")
        ? (ExecutorService)
            Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null)
        : Executors.newFixedThreadPool(threads);
  }

  private static void round(ExecutorService workers, int threads, int calls, LoadClients clients)
      throws Exception {
    AtomicInteger next = new AtomicInteger();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    CountDownLatch done = new CountDownLatch(threads);
    for (int i = 0; i < threads; i++) {
      workers.execute(
          () -> {
            try {
              for (int call = next.getAndIncrement(); call < calls; call = next.getAndIncrement()) {
                clients.call(call);
              }
            } catch (Throwable e) {
              failure.set(e);
            } finally {
              done.countDown();
            }
          });
    }
    done.await(PATIENCE_HOURS, TimeUnit.HOURS);
    if (failure.get() != null) {
      throw new IllegalStateException(failure.get());
    }
  }

  private static String holdings() throws Exception {
    System.gc();
    long heapKb = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1024;
    long handles =
        ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
            ? unix.getOpenFileDescriptorCount()
            : 0;
    return heapKb
        + " "
        + ManagementFactory.getThreadMXBean().getThreadCount()
        + " "
        + ManagementFactory.getClassLoadingMXBean().getLoadedClassCount()
        + " "
        + loaders()
        + " "
        + handles;
  }

  /** As many as the JVM's own list has lines. */
  private static long loaders() throws Exception {
    Object list =
        ManagementFactory.getPlatformMBeanServer()
            .invoke(
                new ObjectName("com.sun.management:type=DiagnosticCommand"),
                "vmClassloaderStats",
                new Object[] {new String[0]},
                new String[] {String[].class.getName()});
    return list.toString().lines().count();
  }
}
