package io.costspan.focus;

import io.costspan.rating.Rating;
import io.costspan.rating.Rating.Status;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which calls have no row, or not all of their cost in one, and why. */
final class Tally {
  private static final String NOTHING_USED = "nothing_used";

  private final Map<Status, Map<String, Long>> without = new EnumMap<>(Status.class);
  private final Map<String, Long> unworthy = new TreeMap<>();
  private final Map<String, Long> partial = new TreeMap<>();
  private final TreeSet<String> unnamed = new TreeSet<>();
  private long calls;
  private long rows;
  private long estimated;

  void call() {
    calls++;
  }

  void row() {
    rows++;
  }

  /** A call that has no row, because it has no cost that is known. */
  void without(Rating rating) {
    String reason = rating.reason() == null ? NOTHING_USED : rating.reason();
    without
        .computeIfAbsent(rating.status(), status -> new TreeMap<>())
        .merge(reason, 1L, Long::sum);
  }

  /** A call that has no row, because nobody says what its contract unit is worth. */
  void unworthy(String unit) {
    unworthy.merge(unit, 1L, Long::sum);
  }

  /** A call that has rows. */
  void with(Rating rating, String provider, Contract contract) {
    if (rating.status() == Status.PARTIAL) {
      partial.merge(String.valueOf(rating.reason()), 1L, Long::sum);
    }
    if (rating.estimated()) {
      estimated++;
    }
    if (!contract.accounts().containsKey(provider)) {
      unnamed.add(provider);
    }
  }

  /** What people should know about the rows, a sentence each. */
  List<String> sentences() {
    List<String> all = new ArrayList<>();
    all.add("Calls: " + calls + ", rows: " + rows + ".");
    without.forEach((status, reasons) -> all.add(sentence(status, reasons)));
    unworthy.forEach(
        (unit, count) ->
            all.add(
                "Without a row, because nobody says what one "
                    + unit
                    + " is worth: "
                    + calls(count)
                    + ". Say it, such as --rates "
                    + unit
                    + ":USD=0.01."));
    if (!partial.isEmpty()) {
      all.add("Partial, so that rows lack what has no price: " + counts(partial) + ".");
    }
    if (estimated > 0) {
      String whose = estimated == 1 ? "its" : "their";
      all.add("Estimated: " + calls(estimated) + "; " + whose + " rows say so in x_Estimated.");
    }
    if (!unnamed.isEmpty()) {
      all.add(
          "No billing account is known, so the provider's name is in its place: "
              + String.join(", ", unnamed)
              + ". Name it with --account "
              + unnamed.first()
              + "=ID.");
    }
    return all;
  }

  private static String sentence(Status status, Map<String, Long> reasons) {
    String what =
        switch (status) {
          case UNRATED -> "Unrated, so without a row, although they may have cost something: ";
          case FREE -> "Free, so without a row: ";
          case BLOCKED -> "Blocked by a budget, so without a row: ";
          case RATED, PARTIAL -> "Without a charge, so without a row: ";
        };
    return what + counts(reasons) + ".";
  }

  private static String calls(long count) {
    return count == 1 ? "1 call" : count + " calls";
  }

  private static String counts(Map<String, Long> reasons) {
    List<String> all = new ArrayList<>();
    reasons.forEach((reason, count) -> all.add(count + " " + reason));
    return String.join(", ", all);
  }
}
