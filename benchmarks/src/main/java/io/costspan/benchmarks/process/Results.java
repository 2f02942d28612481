package io.costspan.benchmarks.process;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** All samples, by JDK, figure and variant. */
final class Results {
  private final Map<String, Object> about = new LinkedHashMap<>();
  private final Map<String, Map<String, Map<String, List<Double>>>> samples = new LinkedHashMap<>();
  private final List<String> failures = new ArrayList<>();
  private final Map<String, List<String>> notes = new LinkedHashMap<>();
  private Consumer<ObjectNode> completion = all -> {};

  /** What is written is completed by that. */
  void complete(Consumer<ObjectNode> by) {
    completion = by;
  }

  void about(String name, Object value) {
    about.put(name, value);
    System.out.println(name + ": " + value);
  }

  void add(Jdk jdk, String figure, Variant variant, double value) {
    samples
        .computeIfAbsent(jdk.feature(), ignored -> new TreeMap<>())
        .computeIfAbsent(figure, ignored -> new TreeMap<>())
        .computeIfAbsent(variant.name(), ignored -> new ArrayList<>())
        .add(round(value));
  }

  /** Four digits are more than can be measured. */
  private static double round(double value) {
    return new java.math.BigDecimal(value, new java.math.MathContext(6)).doubleValue();
  }

  /** Something that the reader of the figures must know. */
  void note(Jdk jdk, String text) {
    notes.computeIfAbsent(jdk.feature(), ignored -> new ArrayList<>()).add(text);
    System.out.println("  note: " + text);
  }

  /** A row that could not be measured to its end. */
  void fail(String what) {
    failures.add(what);
  }

  boolean hasFailures() {
    return !failures.isEmpty();
  }

  Map<String, List<Double>> of(Jdk jdk, String figure) {
    return samples.getOrDefault(jdk.feature(), Map.of()).getOrDefault(figure, Map.of());
  }

  void print(Jdk jdk) {
    samples.getOrDefault(jdk.feature(), Map.of()).forEach(Results::print);
  }

  private static void print(String figure, Map<String, List<Double>> byVariant) {
    StringBuilder line = new StringBuilder("  %-28s".formatted(figure));
    byVariant.forEach(
        (variant, values) -> line.append("  %s %,.2f".formatted(variant, Stats.median(values))));
    String base = byVariant.containsKey("A") ? "A" : "E";
    for (String variant : List.of("B", "C", "D", "Z")) {
      if (byVariant.containsKey(variant) && byVariant.containsKey(base)) {
        List<Double> more = Stats.differences(byVariant.get(variant), byVariant.get(base));
        line.append(
            "  %s-%s %,.2f (%,.2f..%,.2f)"
                .formatted(
                    variant,
                    base,
                    Stats.median(more),
                    Stats.quantile(more, 0.25),
                    Stats.quantile(more, 0.75)));
      }
    }
    System.out.println(line);
  }

  void write(Path file) {
    Map<String, Object> all = new LinkedHashMap<>(about);
    all.put("failures", failures);
    all.put("notes", notes);
    all.put("samples", samples);
    ObjectMapper mapper = new ObjectMapper();
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      ObjectNode tree = mapper.valueToTree(all);
      completion.accept(tree);
      mapper.configure(SerializationFeature.INDENT_OUTPUT, true).writeValue(file.toFile(), tree);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
