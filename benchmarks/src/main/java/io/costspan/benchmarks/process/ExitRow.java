package io.costspan.benchmarks.process;

import static io.costspan.benchmarks.process.Variant.B;
import static io.costspan.benchmarks.process.Variant.C;
import static io.costspan.benchmarks.process.Variant.D;
import static io.costspan.benchmarks.process.Variant.E;

/**
 * Milliseconds from the end of a program to the end of its JVM, with calls that were just made or
 * without any, by what the collector does.
 */
final class ExitRow implements Row {
  private static final String NOBODY = "http://localhost:1";

  /** The JVM waits 300 ms at exit for threads in native code, such as that of the JDK's client. */
  private static final String CLIENT = "okhttp";

  private static final int CALLS = 20;
  private static final int SETTLED_MILLIS = 500;

  @Override
  public void measure(Lab lab, Jdk jdk) throws Exception {
    for (String collector : new String[] {"nobody", "normal", "hanging"}) {
      measure(lab, jdk, collector, true);
      measure(lab, jdk, collector, false);
    }
  }

  private static void measure(Lab lab, Jdk jdk, String listening, boolean data) throws Exception {
    String figure = "exit." + listening + (data ? ".data" : ".idle");
    new Turns(lab, E, B, C, D)
        .take(
            lab.options().pairs(),
            data ? 1 : 0,
            variant -> {
              Collector collector = new Collector(listening.equals("hanging"));
              String otlp = listening.equals("nobody") ? NOBODY : null;
              try (Worker worker = new Worker(lab, jdk, variant, CLIENT, collector, otlp)) {
                worker.child().read();
                if (data) {
                  worker.chat("chat 1 " + CALLS, CALLS);
                } else {
                  Thread.sleep(SETTLED_MILLIS);
                }
                boolean checked = listening.equals("normal");
                double millis = checked ? worker.exit("exit") : worker.child().exit();
                lab.results().add(jdk, figure, variant, millis);
              }
            });
  }
}
