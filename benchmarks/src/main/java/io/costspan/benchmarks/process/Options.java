package io.costspan.benchmarks.process;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is asked for on the command line, as {@code name=value}. */
final class Options {
  private static final Set<String> KNOWN =
      Set.of(
          "rows", "pairs", "share", "jdks", "variants", "clients", "agent", "other", "more", "out");
  private final Map<String, String> values = new HashMap<>();

  Options(String[] arguments) {
    for (String argument : arguments) {
      String[] parts = argument.split("=", 2);
      if (parts.length < 2 || !KNOWN.contains(parts[0])) {
        throw new IllegalArgumentException(argument + " is none of " + KNOWN + " and its value");
      }
      values.put(parts[0], parts[1]);
    }
  }

  List<String> list(String name, String otherwise) {
    return List.of(values.getOrDefault(name, otherwise).split(","));
  }

  /** How many pairs of runs; medians of fewer than ten are for a quick look only. */
  int pairs() {
    return Integer.parseInt(values.getOrDefault("pairs", "10"));
  }

  /** So many of the calls, at least one; less than all are for trying the harness itself. */
  int share(int calls) {
    return Math.max(1, (int) (calls * Double.parseDouble(values.getOrDefault("share", "1"))));
  }

  Path agent() {
    return Path.of(values.getOrDefault("agent", "agent/target/costspan-agent.jar"));
  }

  /** Another build of ours to compare with, or null. */
  Path other() {
    return path("other");
  }

  /** The results of a run of which rows are measured again, or null. */
  Path more() {
    return path("more");
  }

  /** Where results go, or null. */
  Path out() {
    return path("out");
  }

  private Path path(String name) {
    return values.containsKey(name) ? Path.of(values.get(name)) : null;
  }

  /** Those of {@code wanted} that are measured at all. */
  List<Variant> variants(Variant... wanted) {
    List<String> asked = list("variants", "A,E,B,C");
    return List.of(wanted).stream()
        .filter(v -> v == Variant.D ? other() != null : asked.contains(v.name()))
        .toList();
  }
}
