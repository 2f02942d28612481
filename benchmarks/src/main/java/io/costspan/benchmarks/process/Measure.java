package io.costspan.benchmarks.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures what the agent costs whole JVMs, beside no agent, an empty one and OpenTelemetry's. Run
 * it in the root of the project, on Linux; CONTRIBUTING.md says how.
 */
public final class Measure {
  private Measure() {}

  private static Map<String, Row> rows() {
    Map<String, Row> rows = new LinkedHashMap<>();
    rows.put("start", new StartRow());
    rows.put("first", new FirstCallRow());
    rows.put("exit", new ExitRow());
    rows.put("memory", new MemoryRow());
    rows.put("calls", new CallsRow());
    rows.put("locks", new LockRow());
    rows.put("jmh", new JmhRow());
    rows.put("jar", new JarRow());
    return rows;
  }

  public static void main(String[] arguments) throws Exception {
    Options options = new Options(arguments);
    Lab lab = new Lab(options);
    Results results = lab.results();
    Map<String, Row> rows = rows();
    List<String> wanted = options.list("rows", String.join(",", rows.keySet()));
    List<Jdk> jdks = new ArrayList<>();
    for (String feature : options.list("jdks", "17,25")) {
      jdks.add(Jdk.find(feature));
    }
    describe(lab, jdks);
    if (options.more() != null) {
      EarlierRun earlier = new EarlierRun(options.more());
      results.complete(all -> earlier.addTo(all, wanted, jdks));
    }
    long begin = System.nanoTime();
    warmUp(lab, jdks.get(0));
    for (Jdk jdk : jdks) {
      for (String row : wanted) {
        measure(lab, jdk, row, rows.get(row));
        results.about("minutes", Math.round(seconds(begin) / 6.0) / 10.0);
        if (options.out() != null) {
          results.write(options.out());
        }
      }
      results.print(jdk);
    }
    System.exit(results.hasFailures() ? 1 : 0);
  }

  /** What a row that fails has measured is kept, and the others are measured all the same. */
  private static void measure(Lab lab, Jdk jdk, String name, Row row) {
    long begin = System.nanoTime();
    System.out.println(name + " on " + jdk.version());
    try {
      row.measure(lab, jdk);
    } catch (Exception e) {
      e.printStackTrace();
      lab.results().fail(what(name, jdk) + ", " + e.getClass().getSimpleName());
    } finally {
      System.out.printf("  took %d s%n", seconds(begin));
    }
  }

  static String what(String row, Jdk jdk) {
    return row + " on Java " + jdk.feature();
  }

  private static long seconds(long begin) {
    return (System.nanoTime() - begin) / 1_000_000_000;
  }

  /** The provider is compiled before anybody waits for it. */
  private static void warmUp(Lab lab, Jdk jdk) throws Exception {
    try (Worker worker = new Worker(lab, jdk, Variant.A, "okhttp")) {
      for (int i = 0; i < 5; i++) {
        int calls = lab.options().share(2_000);
        worker.chat("chat 4 " + calls, calls);
        worker.chat("stream 1 2 1000", 2);
      }
      worker.exit("warmUp");
    }
  }

  private static void describe(Lab lab, List<Jdk> jdks) throws Exception {
    Results results = lab.results();
    results.about("time", Instant.now().truncatedTo(ChronoUnit.MINUTES).toString());
    results.about("pairs", lab.options().pairs());
    results.about("share", lab.options().share(1_000) / 1_000.0);
    results.about("cpu", cpu());
    results.about("cores", Runtime.getRuntime().availableProcessors());
    results.about("kernel", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    Map<String, String> versions = new LinkedHashMap<>();
    jdks.forEach(jdk -> versions.put(jdk.feature(), jdk.version()));
    results.about("jdks", versions);
    results.about("openTelemetryAgent", lab.agents().openTelemetryVersion());
    results.about("agent", lab.agents().oursDescribed());
  }

  private static String cpu() throws IOException {
    return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("unknown");
  }
}
