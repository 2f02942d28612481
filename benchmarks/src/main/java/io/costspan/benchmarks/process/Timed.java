package io.costspan.benchmarks.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A child from its start to its end. The shell's {@code time} tells the CPU time that it took in
 * milliseconds, with threads that have ended and with the exit; {@code /proc} rounds that to ten.
 */
final class Timed {
  private static final String SCRIPT =
      "TIMEFORMAT='@ user=%3U system=%3S'; { time \"$@\" 2>\"$0\"; } 2>&1";

  private Timed() {}

  /** What the child said, with {@code user} and {@code system} in seconds. */
  static Answer run(Lab lab, Launch launch) throws IOException, InterruptedException {
    Path errors = lab.folder().resolve("errors.txt");
    List<String> command = new ArrayList<>(List.of("bash", "-c", SCRIPT, errors.toString()));
    command.addAll(launch.command(lab));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("LC_ALL", "C");
    Process child = builder.start();
    Answer answer = new Answer();
    try (BufferedReader out = child.inputReader()) {
      out.lines().filter(line -> line.startsWith("@ ")).forEach(answer::add);
    }
    if (child.waitFor() != 0) {
      throw new IllegalStateException(command + ": " + Files.readString(errors));
    }
    return answer;
  }

  /** Milliseconds. */
  static double cpu(Answer answer) {
    return 1_000 * (answer.get("user") + answer.get("system"));
  }
}
