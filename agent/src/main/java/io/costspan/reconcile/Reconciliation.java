package io.costspan.reconcile;

import java.util.List;

/**
 * How a bill and a ledger compare.
 *
 * @param rows by day, model and meter
 * @param totals by unit
 * @param notes what else there is to know, in sentences: what was not compared, and why
 * @param within whether all totals are within the tolerance, and there are any
 */
public record Reconciliation(
    List<ComparedRow> rows, List<Total> totals, List<String> notes, boolean within) {
  public Reconciliation {
    rows = List.copyOf(rows);
    totals = List.copyOf(totals);
    notes = List.copyOf(notes);
  }
}
