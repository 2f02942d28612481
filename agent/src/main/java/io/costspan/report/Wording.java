package io.costspan.report;

import io.costspan.history.Reading;
import io.costspan.rating.Rating.Status;
import io.costspan.receipt.Sums;
import java.util.ArrayList;
import java.util.List;

/** What a report says in words. */
public final class Wording {
  private static final int FEW = 3;

  private Wording() {}

  /** Such as {@code 2 unrated, 1 estimated}; empty if everything is known. */
  public static String notKnown(Sums sums) {
    List<String> parts = new ArrayList<>();
    for (Status status : List.of(Status.UNRATED, Status.PARTIAL, Status.BLOCKED)) {
      if (sums.calls(status) > 0) {
        parts.add(sums.calls(status) + " " + status.wireName());
      }
    }
    if (sums.estimated()) {
      parts.add(sums.estimatedCalls() + " " + Gap.ESTIMATED);
    }
    return String.join(", ", parts);
  }

  /** The first few of some names, and how many more there are. */
  public static String few(List<String> names) {
    int more = names.size() - FEW;
    return more <= 0
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, FEW)) + " and " + more + " more";
  }

  /** What a reader must know of the totals. */
  public static List<String> notes(Report report) {
    List<String> notes = new ArrayList<>();
    report.money().note().ifPresent(notes::add);
    if (report.total().calls(Status.UNRATED) > 0) {
      notes.add("The cost of unrated calls is unknown and in no sum.");
    }
    if (report.total().calls(Status.PARTIAL) > 0) {
      notes.add("Of partial calls only a part of the cost is known, so sums are too low.");
    }
    if (report.isFull()) {
      notes.add(
          "There are more than "
              + Report.MOST_GROUPS
              + " groups; the calls of all further ones are in \""
              + Report.OTHER
              + "\".");
    }
    return notes;
  }

  /** What was read, such as {@code Lines read: 12, of which broken: 0.} */
  public static String read(Reading reading) {
    return "Lines read: " + reading.lines() + ", of which broken: " + reading.broken() + ".";
  }
}
