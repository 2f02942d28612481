package io.costspan.reconcile;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Adds up rows by unit, and decides whether they agree. */
final class Totals {
  private static final class Sum {
    private BigDecimal theirs = BigDecimal.ZERO;
    private BigDecimal ours = BigDecimal.ZERO;

    void add(ComparedRow row) {
      theirs = theirs.add(ComparedRow.orZero(row.theirs()));
      ours = ours.add(ComparedRow.orZero(row.ours()));
    }
  }

  private Totals() {}

  /**
   * The totals of all rows that decide.
   *
   * @param tolerance such as 0.01
   */
  static List<Total> of(Collection<ComparedRow> rows, BigDecimal tolerance) {
    Map<String, Map<Targets.Target, Sum>> units = new TreeMap<>();
    for (ComparedRow row : rows) {
      if (row.decides()) {
        String unit = row.unit().equals(ComparedRow.UNITS) ? row.meter() : row.unit();
        units
            .computeIfAbsent(unit, unseen -> new HashMap<>())
            .computeIfAbsent(
                new Targets.Target(row.model(), row.key().measure()), unseen -> new Sum())
            .add(row);
      }
    }
    List<Total> totals = new ArrayList<>();
    units.forEach((unit, sums) -> totals.add(total(unit, sums.values(), tolerance)));
    return totals;
  }

  private static Total total(String unit, Collection<Sum> sums, BigDecimal tolerance) {
    BigDecimal theirs = BigDecimal.ZERO;
    BigDecimal ours = BigDecimal.ZERO;
    BigDecimal mismatch = BigDecimal.ZERO;
    for (Sum sum : sums) {
      theirs = theirs.add(sum.theirs);
      ours = ours.add(sum.ours);
      mismatch = mismatch.add(sum.theirs.subtract(sum.ours).abs());
    }
    boolean within = mismatch.compareTo(theirs.abs().multiply(tolerance)) <= 0;
    return new Total(unit, theirs, ours, mismatch, within);
  }
}
