package io.costspan.receipt;

import io.costspan.pipeline.CallOutput;
import io.costspan.pipeline.RatedCall;
import io.costspan.rating.ExchangeRates;
import io.costspan.rating.Rating;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Adds up calls by provider, model and operation. The number of rows is limited; all other calls
 * are added up in one row {@code other}.
 */
public final class Receipt implements CallOutput {
  private static final int ROW_LIMIT = 200;
  private static final RowKey OTHER = new RowKey("other", "", "");

  private final SumsBy<RowKey> rows = new SumsBy<>(ROW_LIMIT, OTHER);
  private final TreeSet<String> priceTables = new TreeSet<>();
  private final ExchangeRates rates;
  private boolean worthPrinting;

  public Receipt() {
    this(ExchangeRates.NONE);
  }

  /**
   * @param rates by which amounts of several currencies have one total
   */
  public Receipt(ExchangeRates rates) {
    this.rates = rates;
  }

  @Override
  public synchronized void accept(RatedCall call) {
    rows.add(RowKey.of(call.usage()), call);
    if (priceTables.size() < ROW_LIMIT) {
      priceTables.add(call.rating().priceTable());
    }
    worthPrinting |= call.rating().status() != Rating.Status.FREE;
  }

  /** The sums behind each row so far, which do not change any more. */
  public Map<RowKey, Sums> sums() {
    return rows.copy();
  }

  /**
   * The receipt for people, with a line end; empty if no call was billed, may have been billed or
   * was blocked.
   */
  public String render() {
    return render(List.of());
  }

  /**
   * The receipt, with notes on what else a person must know to judge the total.
   *
   * @param notes one line each; if there are any, the receipt is never empty
   */
  public synchronized String render(List<String> notes) {
    if (!worthPrinting && notes.isEmpty()) {
      return "";
    }
    List<Row> sorted = new ArrayList<>();
    rows.copy().forEach((key, sums) -> sorted.add(new Row(key, sums)));
    sorted.sort(Row.ORDER);
    return new ReceiptText(sorted, notes, rates).render(String.join(", ", priceTables));
  }
}
