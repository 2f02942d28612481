package io.costspan.benchmarks.process;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One load in turns. */
final class CallsInTurns {
  private static final int REST_MILLIS = 50;
  private final Lab lab;
  private final Jdk jdk;
  private final Load load;
  private final String figure;
  private final Map<Worker, Long> cpuBefore = new HashMap<>();
  private final Map<Worker, Double> bytesBefore = new HashMap<>();

  CallsInTurns(Lab lab, Jdk jdk, Load load, String client) {
    this.lab = lab;
    this.jdk = jdk;
    this.load = load;
    figure = client + "." + load.name();
  }

  void measure(List<Worker> workers, int rounds) throws IOException, InterruptedException {
    for (int round = 0; round < rounds; round++) {
      for (Worker worker : Turns.shuffled(workers, round)) {
        take(worker);
        Thread.sleep(REST_MILLIS);
      }
    }
    for (Worker worker : workers) {
      long cpu = worker.child().cpuNanos();
      end(worker, cpu, worker.child().ask("sample").get("before"));
    }
  }

  private void take(Worker worker) throws IOException {
    worker.collector().spans();
    long cpu = worker.child().cpuNanos();
    Answer answer = load.give(worker);
    end(worker, cpu, answer.get("before"));
    cpuBefore.put(worker, cpu);
    bytesBefore.put(worker, answer.get("before"));
    double perSecond = load.units() / (answer.get("wall") / 1e9);
    lab.results().add(jdk, figure + ".rate", worker.variant(), perSecond);
  }

  /** Of the turn before, if there was one. */
  private void end(Worker worker, long cpu, double bytes) {
    if (cpuBefore.containsKey(worker)) {
      double nanos = cpu - cpuBefore.get(worker);
      lab.results().add(jdk, figure + ".cpu", worker.variant(), nanos / load.units());
      double more = bytes - bytesBefore.get(worker);
      lab.results().add(jdk, figure + ".bytes", worker.variant(), more / load.units());
    }
  }
}
