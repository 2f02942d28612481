package io.costspan.benchmarks.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What needs no process of its own: benchmarks of JMH, with its profiler of garbage. */
final class JmhRow implements Row {
  private static final String BYTES = "gc.alloc.rate.norm";
  private static final List<String> SHORT =
      List.of("-f", "1", "-wi", "5", "-r", "200ms", "-foe", "true");

  /** A call runs through so much code that compilers need seconds for it. */
  private static final String LONG_WARM_UP = "3s";

  private static final String WARM_UP = "500ms";
  private static final String CALLER = "caller";

  @Override
  public void measure(Lab lab, Jdk jdk) throws Exception {
    run(lab, jdk, "reader.call", "CallBenchmark.json", "-p", "depth=METRICS_AND_SPAN");
    run(lab, jdk, "reader.event", "CallBenchmark.event", "-p", "depth=READ");
    run(lab, jdk, "rating", "RatingBenchmark.rate");
    run(lab, jdk, "scan", "ScanBenchmark");
    run(lab, jdk, "gate", "GateBenchmark");
    run(lab, jdk, CALLER, "CallerBenchmark");
  }

  private static void run(Lab lab, Jdk jdk, String figure, String benchmark, String... parameters)
      throws IOException, InterruptedException {
    Path file = lab.folder().resolve("jmh.json");
    Files.deleteIfExists(file);
    List<String> command = new ArrayList<>(List.of(jdk.java(), "-jar"));
    command.add(Agents.existing(Path.of("benchmarks/target/benchmarks.jar")).toString());
    command.add(benchmark);
    command.addAll(List.of(parameters));
    command.addAll(SHORT);
    command.addAll(List.of("-w", isOfCalls(figure) ? LONG_WARM_UP : WARM_UP));
    command.addAll(List.of("-i", String.valueOf(Math.max(2, lab.options().pairs()))));
    command.addAll(List.of("-prof", "gc", "-rf", "json", "-rff", file.toString()));
    Path output = lab.folder().resolve("jmh.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    if (builder.start().waitFor() != 0) {
      throw new IllegalStateException(Files.readString(output));
    }
    for (JsonNode result : new ObjectMapper().readTree(file.toFile())) {
      if (figure.equals(CALLER)) {
        addCaller(lab, jdk, result);
      } else {
        add(lab, jdk, figure(figure, result), Variant.C, result);
      }
    }
  }

  private static boolean isOfCalls(String figure) {
    return figure.startsWith("reader") || figure.equals(CALLER);
  }

  /** A call with and without its caller, by who makes it; the JDK's walk stands beside each. */
  private static void addCaller(Lab lab, Jdk jdk, JsonNode result) {
    JsonNode asked = result.path("params").path("asked");
    if (asked.isMissingNode()) {
      add(lab, jdk, CALLER + ".DIRECT", Variant.F, result);
      add(lab, jdk, CALLER + ".SDK", Variant.F, result);
      return;
    }
    String figure = CALLER + "." + result.get("params").get("through").asText();
    add(lab, jdk, figure, asked.asText().equals("BOTH") ? Variant.C : Variant.N, result);
  }

  /** Named after the benchmark's method and parameter if there are several. */
  private static String figure(String figure, JsonNode result) {
    if (figure.startsWith("reader")) {
      return figure;
    }
    StringBuilder name = new StringBuilder(figure);
    if (figure.equals("gate")) {
      String method = result.get("benchmark").asText();
      name.append(method.substring(method.lastIndexOf('.')));
    }
    result.get("params").forEach(value -> name.append('.').append(value.asText()));
    return name.toString();
  }

  private static void add(Lab lab, Jdk jdk, String figure, Variant variant, JsonNode result) {
    samples(result.get("primaryMetric"))
        .forEach(nanos -> lab.results().add(jdk, figure + ".ns", variant, nanos));
    result
        .get("secondaryMetrics")
        .properties()
        .forEach(
            metric -> {
              if (metric.getKey().endsWith(BYTES)) {
                samples(metric.getValue())
                    .forEach(bytes -> lab.results().add(jdk, figure + ".bytes", variant, bytes));
              }
            });
  }

  private static List<Double> samples(JsonNode metric) {
    List<Double> all = new ArrayList<>();
    metric.get("rawData").forEach(fork -> fork.forEach(value -> all.add(value.asDouble())));
    return all;
  }
}
