package io.costspan.benchmarks.process;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What a child says about itself, in lines such as {@code @ wall=12 first=7}. */
final class Answer {
  private final Map<String, Double> values = new HashMap<>();

  static Optional<Answer> of(String line) {
    return line.startsWith("@ ") ? Optional.of(new Answer().add(line)) : Optional.empty();
  }

  Answer add(String line) {
    for (String pair : line.substring(2).split(" ")) {
      String[] parts = pair.split("=");
      values.put(parts[0], Double.parseDouble(parts[1]));
    }
    return this;
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  double get(String name) {
    Double value = values.get(name);
    if (value == null) {
      throw new IllegalStateException("no " + name + " in " + values);
    }
    return value;
  }
}
