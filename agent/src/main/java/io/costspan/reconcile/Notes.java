package io.costspan.reconcile;

import io.costspan.usage.UsageMeter;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a comparison does not cover, and what is known of the whole of it. */
final class Notes {
  private final Bill bill;
  private final OwnBooks own;
  private final NameGroups names;
  private final Comparison comparison;
  private final List<String> notes = new ArrayList<>();

  Notes(Bill bill, OwnBooks own, NameGroups names, Comparison comparison) {
    this.bill = bill;
    this.own = own;
    this.names = names;
    this.comparison = comparison;
  }

  List<String> all() {
    addNames();
    addDays();
    addKinds();
    addCredits();
    addLeftOut();
    addOthers();
    addWriters();
    return notes;
  }

  private void addNames() {
    Set<String> theirs = new TreeSet<>();
    Set<String> ours = new TreeSet<>();
    for (Bill.Key key : bill.sums().keySet()) {
      if (!key.model().equals(Bill.NO_MODEL) && !names.isMatched(names.label(key.model()))) {
        theirs.add(key.model());
      }
    }
    for (OwnBooks.Key key : own.days().keySet()) {
      if (comparison.covers(key.day()) && !names.isMatched(names.label(key.name()))) {
        ours.add(key.name().shown());
      }
    }
    add("Models only on the bill: ", theirs);
    add("Models only in the ledger: ", ours);
  }

  private void add(String text, Collection<String> values) {
    if (!values.isEmpty()) {
      notes.add(text + String.join(", ", values));
    }
  }

  private void addDays() {
    if (bill.days().isEmpty()) {
      notes.add("The bill covers no day");
      return;
    }
    Map<LocalDate, Long> outside = new TreeMap<>();
    own.days()
        .forEach(
            (key, day) -> {
              if (!comparison.covers(key.day())) {
                outside.merge(key.day(), day.calls(), Long::sum);
              }
            });
    if (!outside.isEmpty()) {
      long calls = outside.values().stream().mapToLong(Long::longValue).sum();
      notes.add(
          "The bill covers "
              + bill.days().first()
              + " to "
              + bill.days().last()
              + "; of other days the ledger has calls that are not compared: "
              + calls);
    }
    Set<LocalDate> unseen = new TreeSet<>(bill.days());
    unseen.removeAll(own.seen());
    add("Days of the bill of which the ledger has no line: ", stretches(unseen));
    if (!own.zone().equals(ZoneId.of("UTC")) && !own.zone().equals(ZoneOffset.UTC)) {
      notes.add(
          "The ledger's days are those of "
              + own.zone()
              + ", and so are the bill's where it has hours; whole days of a bill are days of UTC");
    }
    if (bill.isCutOff()) {
      notes.add("The bill's last page is not among the files: has_more is true in all of them");
    }
  }

  /** Days that follow each other, as the first and the last. */
  private static List<String> stretches(Set<LocalDate> days) {
    List<String> stretches = new ArrayList<>();
    for (LocalDate first : days) {
      if (!days.contains(first.minusDays(1))) {
        LocalDate last = first;
        while (days.contains(last.plusDays(1))) {
          last = last.plusDays(1);
        }
        stretches.add(last.equals(first) ? first.toString() : first + " to " + last);
      }
    }
    return stretches;
  }

  private void addKinds() {
    if (comparison.currencies().isEmpty()) {
      notes.add("The bill states no amounts, so that only quantities are compared");
    }
    add(
        "Meters that the bill does not count: ",
        comparison.uncounted().stream()
            .map(UsageMeter::wireName)
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  private void addCredits() {
    Map<String, BigDecimal> credits = new TreeMap<>();
    for (BillSum sum : bill.sums().values()) {
      sum.credits().forEach((currency, amount) -> credits.merge(currency, amount, BigDecimal::add));
    }
    if (!credits.isEmpty()) {
      notes.add("Credits on the bill, which are not compared:" + amounts(credits));
    }
  }

  private void addLeftOut() {
    bill.leftOut()
        .forEach(
            (why, rows) ->
                notes.add(
                    "Rows of the bill that are not compared, "
                        + why
                        + ": "
                        + rows.rows()
                        + amounts(rows.amounts())));
  }

  private static String amounts(Map<String, BigDecimal> amounts) {
    return amounts.isEmpty()
        ? ""
        : amounts.entrySet().stream()
            .map(
                amount ->
                    amount.getValue().stripTrailingZeros().toPlainString() + " " + amount.getKey())
            .collect(Collectors.joining(", ", " (", ")"));
  }

  private void addOthers() {
    if (!own.others().isEmpty()) {
      notes.add(
          "Calls of other providers, which are not on such a bill: "
              + own.others().entrySet().stream()
                  .map(provider -> provider.getKey() + " " + provider.getValue())
                  .collect(Collectors.joining(", ")));
    }
  }

  /** Only what the ledgers know can tell whether they are complete. */
  private void addWriters() {
    Writers writers = own.writers();
    if (writers.instances() > 0) {
      notes.add(
          "The ledger's calls are of "
              + writers.instances()
              + (writers.instances() == 1 ? " JVM" : " JVMs")
              + on(" of ", writers.services())
              + on(" on ", writers.hosts())
              + "; what others called can only be on the bill");
    }
  }

  private static String on(String word, Set<String> names) {
    return names.isEmpty() ? "" : word + String.join(", ", names);
  }
}
