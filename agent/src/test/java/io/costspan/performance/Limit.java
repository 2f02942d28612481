package io.costspan.performance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * A bound of a figure.
 *
 * @param relation {@code <}, {@code <=}, {@code >}, {@code >=} or {@code =}
 * @param number the bound, or the factor if it is a share of what another variant took
 * @param of the other variant, or null
 * @param quantile of the other variant's values
 */
record Limit(String relation, double number, String of, double quantile) {
  static Limit of(JsonNode json) {
    return new Limit(
        json.path("is").asText("<"),
        json.path("number").asDouble(1),
        json.path("of").asText(null),
        json.path("quantile").asDouble(0.5));
  }

  /** Empty if it depends on what was not measured. */
  Optional<Double> bound(Figures figures, String figure) {
    return of == null
        ? Optional.of(number)
        : Sample.of(figures, figure, of).map(sample -> number * sample.quantile(quantile));
  }

  boolean holds(double value, double bound) {
    return switch (relation) {
      case "<" -> value < bound;
      case "<=" -> value <= bound;
      case ">" -> value > bound;
      case ">=" -> value >= bound;
      case "=" -> value == bound;
      default -> throw new IllegalArgumentException(relation);
    };
  }

  String text(String unit) {
    if (of == null) {
      return (relation + " " + Numbers.text(number) + " " + unit).strip();
    }
    String share = number == 1 ? "" : Numbers.text(number) + " x ";
    return relation + " " + share + (quantile == 0.75 ? "upper quartile of " : "") + of;
  }
}
