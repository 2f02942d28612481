package io.costspan.benchmarks.process;

import static io.costspan.benchmarks.process.Variant.B;
import static io.costspan.benchmarks.process.Variant.C;
import static io.costspan.benchmarks.process.Variant.D;
import static io.costspan.benchmarks.process.Variant.E;

/**
 * Resident memory after 1,000 AI calls on one thread, in MB, with the collectors that JVMs choose.
 */
final class MemoryRow implements Row {
  private static final int CALLS = 1_000;

  @Override
  public void measure(Lab lab, Jdk jdk) throws Exception {
    measure(lab, jdk, "memory.g1", "-XX:+UseG1GC");
    measure(lab, jdk, "memory.serial", "-XX:+UseSerialGC");
  }

  private static void measure(Lab lab, Jdk jdk, String figure, String collector) throws Exception {
    new Turns(lab, E, B, C, D)
        .take(
            lab.options().pairs(),
            variant -> {
              try (Worker worker = new Worker(lab, jdk, variant, "okhttp", "-Xmx64m", collector)) {
                worker.chat("chat 1 " + CALLS, CALLS);
                lab.results().add(jdk, figure, variant, worker.child().megabytes("VmRSS"));
                worker.exit("memory");
              }
            });
  }
}
