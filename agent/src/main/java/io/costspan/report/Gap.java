package io.costspan.report;

import io.costspan.pipeline.RatedCall;
import io.costspan.rating.Rating;
import io.costspan.rating.Rating.Status;
import io.costspan.receipt.Sums;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Calls whose cost is not simply known, for one reason. */
public final class Gap {
  /** Stands for an amount that is a guess; all other ratings are those of {@link Status}. */
  public static final String ESTIMATED = "estimated";

  private static final int MOST_MODELS = 1_000;
  private static final String OTHER_MODELS = "other";

  private final String rating;
  private final String reason;
  private final Sums sums = new Sums();
  private final Map<String, Long> models = new HashMap<>();

  Gap(String rating, String reason) {
    this.rating = rating;
    this.reason = reason;
  }

  /** Whether the rating leaves something open. */
  static boolean isOf(Rating rating) {
    return rating.status() == Status.PARTIAL
        || rating.status() == Status.UNRATED
        || rating.status() == Status.BLOCKED;
  }

  /** Why the amount is a guess. */
  static String guess(RatedCall call) {
    return call.usage().estimated() ? "usage" : "price";
  }

  void add(RatedCall call, String model) {
    sums.add(call);
    boolean room = models.containsKey(model) || models.size() < MOST_MODELS;
    models.merge(room ? model : OTHER_MODELS, 1L, Long::sum);
  }

  /** {@code unrated}, {@code partial}, {@code blocked} or {@link #ESTIMATED}. */
  public String rating() {
    return rating;
  }

  /**
   * One of {@link io.costspan.usage.Reasons}; of an estimate {@code usage} or {@code price}, the
   * one that is guessed.
   */
  public String reason() {
    return reason;
  }

  /** What the calls add up to, as far as it is known. */
  public Sums sums() {
    return sums;
  }

  /** The models of the calls, those of most calls first. */
  public List<String> models() {
    return models.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .toList();
  }

  static String reasonOf(Rating rating) {
    return Objects.requireNonNullElse(rating.reason(), "");
  }
}
