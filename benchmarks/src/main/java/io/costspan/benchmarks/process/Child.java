package io.costspan.benchmarks.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A child that is told what to do. Its CPU time is read from {@code /proc/PID/task/TID/schedstat},
 * in nanoseconds; a thread that begins and ends between two readings is missed, hence {@link
 * #missedCpu}.
 */
final class Child implements AutoCloseable {
  private static final double NANOS_PER_TICK = 10_000_000;
  private final Variant variant;
  private final Process process;
  private final BufferedReader out;
  private final PrintStream in;
  private final Path errors;
  private final Map<String, Long> nanosByThread = new HashMap<>();
  private final Set<String> compilers = new HashSet<>();

  Child(Lab lab, Launch launch) throws IOException {
    variant = launch.variant();
    errors = Files.createTempFile(lab.folder(), "errors", ".txt");
    process = new ProcessBuilder(launch.command(lab)).redirectError(errors.toFile()).start();
    out = process.inputReader();
    in = new PrintStream(process.getOutputStream(), true);
  }

  /** Waits for what the child says next. */
  Answer read() throws IOException {
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      Optional<Answer> answer = Answer.of(line);
      if (answer.isPresent()) {
        return answer.get();
      }
    }
    throw new IllegalStateException(
        "A child with " + variant + " ended: " + Files.readString(errors));
  }

  Answer ask(String command) throws IOException {
    in.println(command);
    return read();
  }

  /** Since its start, by all threads but the JVM's compilers. */
  long cpuNanos() throws IOException {
    read(proc("task"));
    return sum(false);
  }

  /** Since its start, by the JVM's compilers. */
  long compilerNanos() throws IOException {
    read(proc("task"));
    return sum(true);
  }

  private void read(Path threads) throws IOException {
    try (Stream<Path> tasks = Files.list(threads)) {
      for (Path task : tasks.toList()) {
        try {
          String id = task.getFileName().toString();
          String nanos = Files.readString(task.resolve("schedstat")).split(" ")[0];
          if (nanosByThread.put(id, Long.parseLong(nanos)) == null
              && Files.readString(task.resolve("comm")).contains("CompilerThre")) {
            compilers.add(id);
          }
        } catch (IOException ended) {
          // What it took until the last reading stays.
        }
      }
    }
  }

  private long sum(boolean ofCompilers) {
    return nanosByThread.entrySet().stream()
        .filter(each -> compilers.contains(each.getKey()) == ofCompilers)
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** The part of the CPU time that was seen in no thread. */
  double missedCpu() throws IOException {
    String stat = Files.readString(proc("stat"));
    String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    double all = NANOS_PER_TICK * (Long.parseLong(afterName[11]) + Long.parseLong(afterName[12]));
    return 1 - (cpuNanos() + sum(true)) / all;
  }

  /** A line of {@code /proc/PID/status} in MB, such as {@code VmRSS}. */
  double megabytes(String name) throws IOException {
    return Files.readAllLines(proc("status")).stream()
        .filter(line -> line.startsWith(name + ":"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1_000 * 1.024)
        .findFirst()
        .orElseThrow();
  }

  private Path proc(String name) {
    return Path.of("/proc", String.valueOf(process.pid()), name);
  }

  /** Lets it exit. @return milliseconds from the end of its program to the end of the process */
  double exit() throws IOException, InterruptedException {
    ask("exit");
    long begin = System.nanoTime();
    if (process.waitFor() != 0) {
      throw new IllegalStateException(
          "A child with " + variant + " failed: " + Files.readString(errors));
    }
    return (System.nanoTime() - begin) / 1e6;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
