package io.costspan.benchmarks.process;

import static io.costspan.benchmarks.process.Variant.A;
import static io.costspan.benchmarks.process.Variant.B;
import static io.costspan.benchmarks.process.Variant.C;
import static io.costspan.benchmarks.process.Variant.D;
import static io.costspan.benchmarks.process.Variant.Z;

import java.util.ArrayList;
import java.util.List;

/**
 * Calls in JVMs that are warm. One JVM of each variant lives at the same time, and they work in
 * turns. A turn is measured from its beginning to the beginning of the variant's next one, so that
 * what an agent does later, on threads of its own, counts.
 */
final class CallsRow implements Row {
  private static final int ROUNDS_OF_WARM_UP = 8;

  /** Compilers that take less than that in such a time have done their work. */
  private static final long COMPILED_NANOS = 20_000_000;

  private static final int COMPILING_MILLIS = 500;
  private static final int LONGEST_LOOKS = 40;
  private static final int PACED_EVENTS = 30;
  private static final String[] FLAGS = {"-Xms256m", "-Xmx256m"};

  @Override
  public void measure(Lab lab, Jdk jdk) throws Exception {
    for (String client : lab.options().list("clients", "okhttp,apache,jdk,openai")) {
      measure(lab, jdk, client, lab.options().pairs());
    }
  }

  private static void measure(Lab lab, Jdk jdk, String client, int rounds) throws Exception {
    List<Worker> workers = new ArrayList<>();
    try {
      for (Variant variant : lab.options().variants(A, Z, B, C, D)) {
        workers.add(new Worker(lab, jdk, variant, client, new Collector(false), null, FLAGS));
      }
      for (Worker worker : workers) {
        worker.child().read();
      }
      measure(lab, jdk, client, workers, rounds, onOneThread(lab.options(), client));
      pace(lab, jdk, client, workers, rounds);
      measure(lab, jdk, client, workers, rounds, onManyThreads(lab.options(), jdk));
      end(lab, jdk, client, workers);
    } finally {
      for (Worker worker : workers) {
        worker.close();
      }
    }
  }

  private static void measure(
      Lab lab, Jdk jdk, String client, List<Worker> workers, int rounds, List<Load> loads)
      throws Exception {
    for (int i = 0; i < ROUNDS_OF_WARM_UP; i++) {
      for (Load load : loads) {
        for (Worker worker : workers) {
          load.give(worker);
        }
      }
    }
    awaitCompiled(workers);
    for (Load load : loads) {
      new CallsInTurns(lab, jdk, load, client).measure(workers, rounds);
    }
  }

  /** What is still compiled would be counted, and what is not yet compiled would be too slow. */
  private static void awaitCompiled(List<Worker> workers) throws Exception {
    for (int look = 0; look < LONGEST_LOOKS; look++) {
      long before = compilerNanos(workers);
      Thread.sleep(COMPILING_MILLIS);
      if (compilerNanos(workers) - before < COMPILED_NANOS) {
        return;
      }
    }
  }

  private static long compilerNanos(List<Worker> workers) throws Exception {
    long nanos = 0;
    for (Worker worker : workers) {
      nanos += worker.child().compilerNanos();
    }
    return nanos;
  }

  /** First: buffers that many threads have left behind are no constant part of what calls take. */
  private static List<Load> onOneThread(Options options, String client) {
    List<Load> loads = new ArrayList<>();
    loads.add(Load.chat("1", options.share(2_000)));
    loads.add(Load.stream(options.share(client.equals("openai") ? 5 : 40)));
    if (!client.equals("openai")) {
      loads.add(Load.order(options.share(2_000)));
      loads.add(Load.image("image", options.share(8)));
      loads.add(Load.image("escapes", options.share(8)));
    }
    return loads;
  }

  private static List<Load> onManyThreads(Options options, Jdk jdk) {
    List<Load> loads = new ArrayList<>();
    loads.add(Load.chat("16", options.share(3_000)));
    loads.add(Load.chat("64", options.share(3_000)));
    if (jdk.hasVirtualThreads()) {
      loads.add(Load.chat("v64", options.share(3_000)));
    }
    return loads;
  }

  /** How late the events of a paced stream are read, in us. */
  private static void pace(Lab lab, Jdk jdk, String client, List<Worker> workers, int rounds)
      throws Exception {
    for (int round = 0; round < rounds; round++) {
      for (Worker worker : Turns.shuffled(workers, round)) {
        Answer late = worker.chat("paced " + PACED_EVENTS, 1);
        String figure = client + ".paced";
        lab.results().add(jdk, figure + ".first", worker.variant(), late.get("first") / 1e3);
        lab.results().add(jdk, figure + ".median", worker.variant(), late.get("median") / 1e3);
      }
    }
  }

  private static void end(Lab lab, Jdk jdk, String client, List<Worker> workers) throws Exception {
    for (Worker worker : workers) {
      lab.results().add(jdk, "unseenCpu." + client, worker.variant(), worker.child().missedCpu());
      if (!client.equals("openai")) {
        double bytes = worker.chat("held", 2).get("held");
        lab.results().add(jdk, "held." + client, worker.variant(), bytes);
      }
      worker.exit("calls." + client);
      if (worker.variant() != A) {
        lab.results().add(jdk, "spans." + client, worker.variant(), worker.spansPerCall());
      }
    }
  }
}
