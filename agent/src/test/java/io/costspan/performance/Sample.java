package io.costspan.performance;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The values of a figure in one run on one JDK, in the order in which they were measured. */
record Sample(List<Double> values) {
  /** Of the expression {@code C}, or pair by pair of {@code C-E} or {@code C/A}. */
  static Optional<Sample> of(Figures figures, String figure, String expression) {
    int operator = Math.max(expression.indexOf('-'), expression.indexOf('/'));
    if (operator < 0) {
      return figures.values(figure, expression).map(Sample::new);
    }
    Optional<List<Double>> left = figures.values(figure, expression.substring(0, operator));
    Optional<List<Double>> right = figures.values(figure, expression.substring(operator + 1));
    if (left.isEmpty() || right.isEmpty()) {
      return Optional.empty();
    }
    boolean minus = expression.charAt(operator) == '-';
    List<Double> a = left.get();
    List<Double> b = right.get();
    return Optional.of(
        new Sample(
            IntStream.range(0, Math.min(a.size(), b.size()))
                .mapToObj(i -> minus ? a.get(i) - b.get(i) : a.get(i) / b.get(i))
                .toList()));
  }

  double median() {
    return quantile(0.5);
  }

  /** Between the two values that are nearest. */
  double quantile(double part) {
    List<Double> sorted = values.stream().sorted().toList();
    double at = part * (sorted.size() - 1);
    int below = (int) at;
    int above = Math.min(below + 1, sorted.size() - 1);
    return sorted.get(below) + (at - below) * (sorted.get(above) - sorted.get(below));
  }
}
