package io.costspan.performance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * What a figure has to be.
 *
 * @param id of its reason, if it is missed
 * @param title of its line
 * @param figure its name in the results
 * @param of which variant, or what of which two: {@code C-E}
 * @param unit such as {@code ms}
 * @param limit what it has to keep
 * @param anchor what stands beside it for comparison, such as {@code B-E}; null for none
 * @param since the first JDK on which it can be measured
 * @param headline how the README says it, with {@code {}} for the figure; null if it does not
 * @param worst whether not the median but each value has to keep the limit
 */
record Budget(
    String id,
    String title,
    String figure,
    String of,
    String unit,
    Limit limit,
    String anchor,
    int since,
    String headline,
    boolean worst) {

  /** Whether a limit was kept; what was not measured was not kept. */
  enum Verdict {
    MET,
    MISSED,
    NOT_MEASURED
  }

  static Budget of(JsonNode json, String id, String title, String figure) {
    return new Budget(
        id,
        title,
        figure,
        json.path("of").asText("C"),
        json.path("unit").asText(),
        Limit.of(json.get("limit")),
        json.path("anchor").asText(null),
        json.path("since").asInt(17),
        json.path("headline").asText(null),
        json.path("worst").asBoolean());
  }

  boolean concerns(Figures figures) {
    return Integer.parseInt(figures.jdk()) >= since;
  }

  Optional<Sample> sample(Figures figures) {
    return Sample.of(figures, figure, of);
  }

  Optional<Sample> anchor(Figures figures) {
    return anchor == null ? Optional.empty() : Sample.of(figures, figure, anchor);
  }

  Verdict verdict(Figures figures) {
    Optional<Sample> sample = sample(figures);
    Optional<Double> bound = limit.bound(figures, figure);
    if (sample.isEmpty() || bound.isEmpty()) {
      return Verdict.NOT_MEASURED;
    }
    boolean kept =
        worst
            ? sample.get().values().stream().allMatch(value -> limit.holds(value, bound.get()))
            : limit.holds(sample.get().median(), bound.get());
    return kept ? Verdict.MET : Verdict.MISSED;
  }
}
