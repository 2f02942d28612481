package io.costspan.benchmarks.process;

import static io.costspan.benchmarks.process.Variant.A;
import static io.costspan.benchmarks.process.Variant.B;
import static io.costspan.benchmarks.process.Variant.C;
import static io.costspan.benchmarks.process.Variant.D;
import static io.costspan.benchmarks.process.Variant.E;
import static io.costspan.benchmarks.process.Variant.Z;

import java.util.List;

/** The start of a program that calls no AI: one that is small, and one of many classes. */
final class StartRow implements Row {
  private static final String CLASSES = "4000";

  @Override
  public void measure(Lab lab, Jdk jdk) throws Exception {
    String jar = lab.library("openai-java-core");
    Turns turns = new Turns(lab, A, Z, E, B, C, D);
    turns.take(
        2 * lab.options().pairs(),
        variant -> {
          Answer hello = Timed.run(lab, new Launch(jdk, variant, "Hello"));
          lab.results().add(jdk, "start.cpu", variant, Timed.cpu(hello));
        });
    turns.take(
        lab.options().pairs(),
        0,
        variant -> {
          Launch many = new Launch(jdk, variant, "ManyClasses", jar, CLASSES);
          Answer answer = Timed.run(lab, many);
          lab.results().add(jdk, "classes.cpu", variant, Timed.cpu(answer));
          lab.results().add(jdk, "classes.loaded", variant, answer.get("classes"));
        });
    eachClass(lab, jdk);
  }

  /** Nanoseconds that a class takes longer than with an empty agent, beyond the start itself. */
  private static void eachClass(Lab lab, Jdk jdk) {
    for (Variant variant : lab.options().variants(C, D)) {
      String name = variant.name();
      var start = lab.results().of(jdk, "start.cpu");
      var classes = lab.results().of(jdk, "classes.cpu");
      if (!start.containsKey("E")) {
        return;
      }
      double itself = Stats.median(Stats.differences(start.get(name), start.get("E")));
      double loaded = lab.results().of(jdk, "classes.loaded").get(name).get(0);
      List<Double> more = Stats.differences(classes.get(name), classes.get("E"));
      more.forEach(
          millis ->
              lab.results().add(jdk, "classes.each", variant, (millis - itself) * 1e6 / loaded));
    }
  }
}
