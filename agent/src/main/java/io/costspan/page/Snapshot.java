package io.costspan.page;

import io.costspan.rating.ExchangeRates;
import io.costspan.rating.Rating.Status;
import io.costspan.receipt.RowKey;
import io.costspan.receipt.Sums;
import io.costspan.receipt.Total;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Everything that is shown, at one moment; as a page and as JSON it is the same.
 *
 * @param since no call that is counted began earlier
 * @param rows the sums of the receipt
 * @param lead the currency by which groups are compared
 * @param lastMinute what was spent in it, by currency
 * @param callers what each method of the application has spent
 * @param owners the same by the names of owners, then by their values
 */
record Snapshot(
    Instant at,
    Instant since,
    OtherRooms others,
    Map<RowKey, Sums> rows,
    ExchangeRates rates,
    String lead,
    Map<String, BigDecimal> lastMinute,
    int secondsPerBar,
    List<Timeline.Bar> bars,
    List<Group> callers,
    Map<String, List<Group>> owners,
    List<LastCalls.Numbered> calls,
    List<PricesInUse.Price> prices) {

  /** Calls that are missing in the amounts, wholly or in part, all for the same reason. */
  record Gap(RowKey of, Sums.Verdict verdict, long calls) {}

  /** All calls. */
  Sums all() {
    Sums all = new Sums();
    rows.values().forEach(all::add);
    return all;
  }

  /** What they cost; in one currency if the user has said what others are worth in it. */
  Total total() {
    Total total = new Total();
    all().amounts().forEach(total::add);
    total.convert(rates);
    return total;
  }

  List<Group> models() {
    return Group.of(rows, lead, row -> new Group(model(row), row.provider(), new Sums()));
  }

  private static String model(RowKey row) {
    return row.model().equals(RowKey.UNNAMED) ? Spending.UNKNOWN : row.model();
  }

  List<Group> operations() {
    return Group.of(rows, lead, row -> new Group(row.operation(), "", new Sums()));
  }

  List<Gap> gaps() {
    List<Gap> gaps = new ArrayList<>();
    rows.forEach(
        (row, sums) ->
            sums.exceptions()
                .forEach(
                    (verdict, calls) -> {
                      if (verdict.status() == Status.UNRATED
                          || verdict.status() == Status.PARTIAL) {
                        gaps.add(new Gap(row, verdict, calls));
                      }
                    }));
    return gaps;
  }

  /** In which anything was spent. */
  Set<String> currencies() {
    Set<String> currencies = new TreeSet<>();
    all().amounts().forEach((currency, sum) -> addIfSpent(currency, sum, currencies));
    return currencies;
  }

  private static void addIfSpent(String currency, BigDecimal sum, Set<String> to) {
    if (sum.signum() > 0) {
      to.add(currency);
    }
  }
}
