package io.costspan.benchmarks.process;

import java.util.ArrayList;
import java.util.List;

/** Of samples. */
final class Stats {
  private Stats() {}

  static double median(List<Double> samples) {
    return quantile(samples, 0.5);
  }

  /** Between the two samples that are nearest. */
  static double quantile(List<Double> samples, double part) {
    List<Double> sorted = samples.stream().sorted().toList();
    double at = part * (sorted.size() - 1);
    int below = (int) at;
    int above = Math.min(below + 1, sorted.size() - 1);
    return sorted.get(below) + (at - below) * (sorted.get(above) - sorted.get(below));
  }

  /** Pair by pair. */
  static List<Double> differences(List<Double> of, List<Double> base) {
    List<Double> all = new ArrayList<>();
    for (int i = 0; i < Math.min(of.size(), base.size()); i++) {
      all.add(of.get(i) - base.get(i));
    }
    return all;
  }
}
