package io.costspan.focus;

import io.costspan.history.PastCall;
import io.costspan.ratecard.PriceTable;
import io.costspan.rating.Rating;
import io.costspan.usage.UsageMeter;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Writes the charges of calls as rows of FOCUS 1.2 in CSV: a row for each kind of charge and day
 * (UTC), or one for each charge. The rows of days are kept in memory until the end.
 */
public final class FocusExport {
  private static final Comparator<Subject> ORDER =
      Comparator.comparing(Subject::start)
          .thenComparing(subject -> subject.sku().priceId())
          .thenComparing(Subject::toString);

  private final ListPrices prices;
  private final Contract contract;
  private final Predicate<@Nullable UsageMeter> wanted;
  private final boolean each;
  private final Csv csv;
  private final Names names = new Names();
  private final PriceDetails details;
  private final List<Column> columns;
  private final Map<Subject, Sums> days = new HashMap<>();
  private final Tally tally = new Tally();

  /**
   * Begins with the names of the columns.
   *
   * @param bundled the published prices
   * @param wanted which meters are meant; null stands for an amount that the provider stated
   * @param each whether every charge has a row of its own
   */
  public FocusExport(
      PriceTable bundled,
      Contract contract,
      Predicate<@Nullable UsageMeter> wanted,
      boolean each,
      Appendable out) {
    this.prices = new ListPrices(bundled);
    this.contract = contract;
    this.wanted = wanted;
    this.each = each;
    this.csv = new Csv(out);
    this.details = new PriceDetails(names, bundled);
    this.columns = Column.of(each);
    csv.line(columns.stream().map(Column::id).toList());
  }

  /** Adds the charges of a call. */
  public void add(PastCall past) {
    Rating rating = past.call().rating();
    tally.call();
    List<Charge> charges =
        rating.amount() == null
            ? List.of()
            : Split.of(past.call(), past.service(), contract, prices, each);
    if (charges.isEmpty()) {
      tally.without(rating);
    } else if (contract.billingCurrency(Objects.requireNonNull(rating.currency())) == null) {
      tally.unworthy(rating.currency());
    } else {
      charges.stream()
          .filter(charge -> wanted.test(charge.subject().sku().meter()))
          .forEach(this::add);
      tally.with(rating, past.call().usage().provider(), contract);
    }
  }

  private void add(Charge charge) {
    if (each) {
      write(charge.subject(), Sums.of(charge));
    } else {
      days.merge(charge.subject(), Sums.of(charge), Sums::plus);
    }
  }

  /** Writes the rows of days. */
  public void end() {
    days.entrySet().stream()
        .sorted(Map.Entry.comparingByKey(ORDER))
        .forEach(day -> write(day.getKey(), day.getValue()));
    days.clear();
  }

  /** What people should know about the rows, a sentence each: above all, which calls have none. */
  public List<String> remarks() {
    return tally.sentences();
  }

  private void write(Subject subject, Sums sums) {
    String billing = Objects.requireNonNull(contract.billingCurrency(subject.currency()));
    BigDecimal worth = Objects.requireNonNull(contract.worth(subject.currency(), billing));
    Row row =
        new Row(
            subject,
            sums,
            names.service(subject.sku().provider()),
            details.of(subject.sku()),
            contract,
            billing,
            worth);
    csv.line(columns.stream().map(column -> column.of(row)).toList());
    tally.row();
  }
}
