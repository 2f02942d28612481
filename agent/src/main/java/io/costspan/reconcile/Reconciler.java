package io.costspan.reconcile;

import io.costspan.ratecard.PriceTable;
import io.costspan.rating.ExchangeRates;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Compares a provider's bill with ledgers. */
public final class Reconciler {
  private final PriceTable prices;
  private final ExchangeRates rates;
  private final BigDecimal tolerance;

  /**
   * @param prices whose cards say which names mean the same model
   * @param rates what the ledger's currencies are worth in that of the bill
   * @param tolerance the part of the bill that may differ, such as 0.01
   */
  public Reconciler(PriceTable prices, ExchangeRates rates, BigDecimal tolerance) {
    this.prices = prices;
    this.rates = rates;
    this.tolerance = tolerance;
  }

  /** Compares what both sides have for the days that the bill covers. */
  public Reconciliation compare(Bill bill, OwnBooks own) {
    Set<String> theirs =
        bill.sums().keySet().stream()
            .map(Bill.Key::model)
            .collect(Collectors.toCollection(TreeSet::new));
    for (Map<String, BigDecimal> models : bill.requests().values()) {
      theirs.addAll(models.keySet());
    }
    theirs.remove(Bill.NO_MODEL);
    Set<OwnName> ours =
        own.days().keySet().stream().map(OwnBooks.Key::name).collect(Collectors.toSet());
    NameGroups names = new NameGroups(theirs, ours, prices);
    Comparison comparison = new Comparison(bill, own, names, rates);
    comparison.run();
    new Explainer(bill, own, names, tolerance, comparison.rows()).explain();
    List<ComparedRow> rows = List.copyOf(comparison.rows().values());
    List<Total> totals = Totals.of(rows, tolerance);
    List<String> notes = new Notes(bill, own, names, comparison).all();
    boolean within = !totals.isEmpty() && totals.stream().allMatch(Total::within);
    return new Reconciliation(rows, totals, notes, within);
  }
}
