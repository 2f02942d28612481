package io.costspan.benchmarks.process;

import static io.costspan.benchmarks.process.Variant.B;
import static io.costspan.benchmarks.process.Variant.C;
import static io.costspan.benchmarks.process.Variant.D;
import static io.costspan.benchmarks.process.Variant.E;

/**
 * The first AI call of a JVM: how long its caller waits, in ms, and the CPU time of the JVM from
 * start to end.
 */
final class FirstCallRow implements Row {
  private static final int BUILT_EARLIER_MILLIS = 1_000;

  @Override
  public void measure(Lab lab, Jdk jdk) throws Exception {
    for (String client : lab.options().list("clients", "okhttp,jdk")) {
      measure(lab, jdk, client, "atOnce", 0);
      measure(lab, jdk, client, "earlier", BUILT_EARLIER_MILLIS);
    }
  }

  private static void measure(Lab lab, Jdk jdk, String client, String when, int pauseMillis)
      throws Exception {
    new Turns(lab, E, B, C, D)
        .take(
            lab.options().pairs(),
            variant -> {
              try (Collector collector = new Collector(false)) {
                Launch launch =
                    new Launch(
                            jdk,
                            variant,
                            "FirstCall",
                            client,
                            lab.provider().url(),
                            String.valueOf(pauseMillis))
                        .client(client)
                        .to(collector);
                Answer answer = Timed.run(lab, launch);
                String figure = "first." + client + "." + when;
                lab.results().add(jdk, figure + ".wall", variant, answer.get("wall") / 1e6);
                lab.results().add(jdk, figure + ".cpu", variant, Timed.cpu(answer));
                Money.check(lab, jdk, "first", variant, collector, 1, 0, true);
              }
            });
  }
}
