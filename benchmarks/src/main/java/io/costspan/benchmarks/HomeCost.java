package io.costspan.benchmarks;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * What a call of {@link HomeBenchmark} costs the thread that makes it, in CPU time and bytes: less
 * than JMH tells, but nearly the same on a busy machine. Run it once with each agent:
 *
 * <pre>{@code
 * java -javaagent:agent/target/costspan-agent.jar=receipt=false,telemetry=micrometer \
 *   -cp benchmarks/target/benchmarks.jar io.costspan.benchmarks.HomeCost micrometer
 * }</pre>
 */
public final class HomeCost {
  private static final int ROUNDS = 9;
  private static final int CALLS = 20_000;
  private static final int WARM_UP_ROUNDS = 8;

  private HomeCost() {}

  /** The telemetry that the program has: {@code application}, {@code micrometer} or anything. */
  public static void main(String[] arguments) throws Exception {
    HomeBenchmark benchmark = new HomeBenchmark();
    HomeBenchmark.open(arguments[0]);
    benchmark.without();
    TimeUnit.SECONDS.sleep(2); // Until the home has been taken.
    for (int i = 0; i < WARM_UP_ROUNDS; i++) {
      calls(benchmark);
    }
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long id = Thread.currentThread().getId();
    long[] nanos = new long[ROUNDS];
    long[] bytes = new long[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      long nanosBefore = threads.getCurrentThreadCpuTime();
      long bytesBefore = threads.getThreadAllocatedBytes(id);
      calls(benchmark);
      nanos[i] = (threads.getCurrentThreadCpuTime() - nanosBefore) / CALLS;
      bytes[i] = (threads.getThreadAllocatedBytes(id) - bytesBefore) / CALLS;
    }
    Arrays.sort(nanos);
    Arrays.sort(bytes);
    System.out.println(
        arguments[0] + ": " + nanos[ROUNDS / 2] + " ns, " + bytes[ROUNDS / 2] + " bytes");
    System.exit(0);
  }

  private static void calls(HomeBenchmark benchmark) throws IOException {
    for (int i = 0; i < CALLS; i++) {
      benchmark.without();
    }
  }
}
