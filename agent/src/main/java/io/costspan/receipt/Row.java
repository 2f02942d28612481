package io.costspan.receipt;

import io.costspan.health.Excerpt;
import io.costspan.pipeline.RatedCall;
import io.costspan.rating.Rating;
import io.costspan.usage.Quantity;
import io.costspan.usage.UsageMeter;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The sums of all calls with the same key. */
final class Row {
  static final Comparator<Row> ORDER =
      Comparator.comparing((Row row) -> row.key.model().isEmpty())
          .thenComparing(row -> row.key.provider())
          .thenComparing(row -> row.key.model())
          .thenComparing(row -> row.key.operation());

  private final RowKey key;
  private final Map<UsageMeter, BigDecimal> usage = new EnumMap<>(UsageMeter.class);
  private final Map<String, BigDecimal> amounts = new TreeMap<>();
  private final Map<String, Integer> exceptions = new TreeMap<>();
  private int calls;
  private int unrated;
  private int partial;
  private int blocked;
  private boolean estimated;

  Row(RowKey key) {
    this.key = key;
  }

  void add(RatedCall call) {
    Rating rating = call.rating();
    calls++;
    estimated |= rating.estimated() && rating.amount() != null;
    if (rating.status().mayCost()) {
      addUp(call.usage().quantities(), rating);
    }
    if (rating.status() == Rating.Status.UNRATED) {
      unrated++;
    }
    if (rating.status() == Rating.Status.PARTIAL) {
      partial++;
    }
    if (rating.status() == Rating.Status.BLOCKED) {
      blocked++;
    }
    if (rating.status() != Rating.Status.RATED) {
      exceptions.merge(rating.status().wireName() + ": " + rating.reason(), 1, Integer::sum);
    }
  }

  private void addUp(List<Quantity> quantities, Rating rating) {
    for (Quantity quantity : quantities) {
      usage.merge(quantity.meter(), quantity.count(), BigDecimal::add);
    }
    if (rating.amount() != null && rating.currency() != null) {
      amounts.merge(Excerpt.of(rating.currency()), rating.amount(), BigDecimal::add);
    }
  }

  RowKey key() {
    return key;
  }

  int calls() {
    return calls;
  }

  int unrated() {
    return unrated;
  }

  /** How many calls cost more than their amount says. */
  int partial() {
    return partial;
  }

  /** How many calls were never sent, because a budget was spent. */
  int blocked() {
    return blocked;
  }

  /** Whether an amount contains estimates; those of unrated calls are in none. */
  boolean estimated() {
    return estimated;
  }

  /** Unrounded sums by currency. */
  Map<String, BigDecimal> amounts() {
    return amounts;
  }

  /** Sums by meter, abbreviated, such as {@code 34.2k in}. */
  List<String> usage() {
    return usage.entrySet().stream()
        .map(sum -> Abbreviation.quantity(sum.getKey(), sum.getValue()))
        .toList();
  }

  /** The calls that are not simply rated, and why, such as {@code 2 unrated: aborted}. */
  List<String> exceptions() {
    return exceptions.entrySet().stream()
        .map(count -> count.getValue() + " " + count.getKey())
        .toList();
  }
}
