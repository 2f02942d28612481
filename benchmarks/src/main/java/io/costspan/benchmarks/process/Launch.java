package io.costspan.benchmarks.process;

import java.util.ArrayList;
import java.util.List;

/**
 * How a child is started.
 *
 * @param client whose libraries are on the class path
 * @param flags of the JVM, beside those that attach the agent
 * @param otlp where telemetry goes
 */
record Launch(
    Jdk jdk,
    Variant variant,
    String client,
    String program,
    List<String> arguments,
    List<String> flags,
    String otlp) {

  Launch(Jdk jdk, Variant variant, String program, String... arguments) {
    this(jdk, variant, "jdk", program, List.of(arguments), List.of(), "http://localhost:1");
  }

  Launch client(String name) {
    return new Launch(jdk, variant, name, program, arguments, flags, otlp);
  }

  Launch flags(String... more) {
    return new Launch(jdk, variant, client, program, arguments, List.of(more), otlp);
  }

  Launch to(Collector collector) {
    return to(collector.url());
  }

  Launch to(String url) {
    return new Launch(jdk, variant, client, program, arguments, flags, url);
  }

  List<String> command(Lab lab) {
    List<String> command = new ArrayList<>(List.of(jdk.java()));
    command.addAll(flags);
    command.addAll(lab.agents().flags(variant, otlp));
    command.add("-cp");
    command.add(lab.classPath(client));
    command.add("io.costspan.benchmarks.callers." + program);
    command.addAll(arguments);
    return command;
  }
}
