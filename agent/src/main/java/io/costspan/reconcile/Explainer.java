package io.costspan.reconcile;

import io.costspan.reconcile.OwnDay.Kind;
import io.costspan.reconcile.OwnDay.Remark;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Says of each difference what may explain it, as far as the ledger and the bill know. */
final class Explainer {
  private static final int MILLION = 6;
  private static final String UNEXPLAINED =
      "nothing in the ledger explains it: other JVMs, hosts or tools, or another price";

  private final Bill bill;
  private final OwnBooks own;
  private final NameGroups names;
  private final BigDecimal tolerance;
  private final Map<ComparedRow.Key, ComparedRow> rows;

  /** What there is to say about the ledger's calls, by day and model. */
  private final Map<LocalDate, Map<String, Map<Remark, Long>>> remarks = new HashMap<>();

  Explainer(
      Bill bill,
      OwnBooks own,
      NameGroups names,
      BigDecimal tolerance,
      Map<ComparedRow.Key, ComparedRow> rows) {
    this.bill = bill;
    this.own = own;
    this.names = names;
    this.tolerance = tolerance;
    this.rows = rows;
    own.days().forEach((key, day) -> addRemarks(key.day(), names.label(key.name()), day));
  }

  /** Figures of no model concern all calls. */
  private void addRemarks(LocalDate date, String model, OwnDay day) {
    Map<String, Map<Remark, Long>> models =
        remarks.computeIfAbsent(date, unseen -> new HashMap<>());
    for (String name : List.of(model, Bill.NO_MODEL)) {
      Map<Remark, Long> sums = models.computeIfAbsent(name, unseen -> new TreeMap<>());
      day.remarks().forEach((remark, count) -> sums.merge(remark, count, Long::sum));
    }
  }

  private Map<Remark, Long> remarks(ComparedRow row) {
    return remarks.getOrDefault(row.day(), Map.of()).getOrDefault(row.model(), Map.of());
  }

  void explain() {
    rows.values().stream().filter(row -> row.difference().signum() != 0).forEach(this::explain);
    explainBoundaries();
    rows.values().stream()
        .filter(row -> row.difference().signum() != 0 && row.why().isEmpty())
        .forEach(row -> row.explain(UNEXPLAINED));
  }

  private void explain(ComparedRow row) {
    if (row.unit().equals(ComparedRow.CALLS)) {
      explainByRemarks(row, Kind::isOfCallsOnly);
      explainCalls(row);
      return;
    }
    if (row.key().measure().meters().isEmpty()) {
      row.explain("no meter of the ledger");
      return;
    }
    boolean money = !row.unit().equals(ComparedRow.UNITS);
    explainAbsence(row);
    if (money && row.theirs() != null) {
      explainMoney(row);
    }
    explainByCalls(row);
    explainByRemarks(row, kind -> !kind.isOfCallsOnly() && (money || !kind.isOfMoneyOnly()));
    if (row.ours() != null && row.difference().signum() > 0) {
      explainByEnds(row);
    }
  }

  private static void explainCalls(ComparedRow row) {
    BigDecimal count = row.difference().abs();
    row.explain(
        row.difference().signum() > 0
            ? calls(count) + " not in the ledger: made by other JVMs, hosts or tools"
            : calls(count) + " not on the bill: not counted there, or elsewhere");
  }

  private static String calls(BigDecimal count) {
    return plain(count) + (count.compareTo(BigDecimal.ONE) == 0 ? " call" : " calls");
  }

  private void explainAbsence(ComparedRow row) {
    if (row.ours() == null && !own.seen().contains(row.day())) {
      row.explain("the ledger has no line of this day");
    } else if (row.ours() == null && !row.model().isEmpty() && !names.isMatched(row.model())) {
      row.explain("the ledger has no such model");
    } else if (row.theirs() == null && !names.isMatched(row.model())) {
      row.explain("the bill has no such model");
    } else if (row.theirs() == null) {
      row.explain("not on the bill");
    }
  }

  private void explainMoney(ComparedRow row) {
    BigDecimal theirs = ComparedRow.orZero(row.theirs());
    ComparedRow.Key key = row.key();
    ComparedRow units =
        rows.get(new ComparedRow.Key(key.day(), key.model(), key.measure(), ComparedRow.UNITS));
    BigDecimal count = units == null ? null : units.theirs();
    BigDecimal rounding =
        row.sums().stream().map(bill::rounding).reduce(BigDecimal.ZERO, BigDecimal::add);
    if (theirs.signum() == 0 && count != null) {
      row.explain("nothing charged for what was used: a free tier, credits or a commitment");
    } else if (row.difference().abs().compareTo(rounding) <= 0) {
      row.explain("rounding of the bill's figures");
    } else if (units != null && count != null && isWithin(units) && isWhollyRated(row)) {
      explainPrice(row, count, units.ours());
    }
    for (BillSum sum : row.sums()) {
      BigDecimal credit = sum.credits().get(row.unit());
      if (credit != null) {
        row.explain("credits of " + plain(credit) + " are not in it");
      }
    }
  }

  private boolean isWhollyRated(ComparedRow row) {
    return remarks(row).keySet().stream()
        .noneMatch(remark -> remark.kind() == Kind.UNRATED || remark.kind() == Kind.PARTIAL);
  }

  private static void explainPrice(
      ComparedRow row, BigDecimal count, @Nullable BigDecimal ownCount) {
    BigDecimal ours = row.ours();
    if (ours != null && ownCount != null && count.signum() > 0 && ownCount.signum() > 0) {
      row.explain(
          "the same quantity at another price, "
              + perMillion(ComparedRow.orZero(row.theirs()), count)
              + " instead of "
              + perMillion(ours, ownCount)
              + " per million: a contract, a volume tier, a service tier or an old price");
    }
  }

  private static String perMillion(BigDecimal amount, BigDecimal count) {
    return plain(
        amount
            .scaleByPowerOfTen(MILLION)
            .divide(count, MathContext.DECIMAL32)
            .round(new MathContext(4)));
  }

  private static String plain(BigDecimal figure) {
    return figure.stripTrailingZeros().toPlainString();
  }

  private boolean isWithin(ComparedRow row) {
    BigDecimal most = ComparedRow.orZero(row.theirs()).abs().multiply(tolerance);
    return row.difference().abs().compareTo(most) <= 0;
  }

  /** Whether the provider counted other calls than the ledger. */
  private void explainByCalls(ComparedRow row) {
    ComparedRow calls =
        rows.get(
            new ComparedRow.Key(
                row.day(), row.model(), Measure.other(ComparedRow.CALLS), ComparedRow.CALLS));
    if (calls != null && calls.difference().signum() == row.difference().signum()) {
      explainCalls(row, calls.difference());
    }
  }

  private static void explainCalls(ComparedRow row, BigDecimal difference) {
    row.explain(
        difference.signum() > 0
            ? "the bill counts " + calls(difference) + " more: other JVMs, hosts or tools"
            : "the ledger has " + calls(difference.negate()) + " more than the bill counts");
  }

  private void explainByRemarks(ComparedRow row, Predicate<Kind> kinds) {
    remarks(row)
        .forEach(
            (remark, count) -> {
              if (kinds.test(remark.kind())) {
                row.explain(text(remark, count));
              }
            });
  }

  private static String text(Remark remark, long count) {
    return calls(BigDecimal.valueOf(count))
        + " "
        + remark.kind().text()
        + (remark.reason() == null ? "" : " (" + remark.reason() + ")");
  }

  private void explainByEnds(ComparedRow row) {
    if (own.first() != null && own.day(own.first()).equals(row.day())) {
      row.explain("the ledger begins at " + own.first());
    }
    if (own.last() != null && own.day(own.last()).equals(row.day())) {
      row.explain("the ledger ends at " + own.last());
    }
  }

  /** Differences of two days that follow each other and make up for each other. */
  private void explainBoundaries() {
    Map<String, TreeMap<LocalDate, ComparedRow>> series = new TreeMap<>();
    for (ComparedRow row : rows.values()) {
      series
          .computeIfAbsent(
              row.model() + '\n' + row.meter() + '\n' + row.unit(), unseen -> new TreeMap<>())
          .put(row.day(), row);
    }
    for (TreeMap<LocalDate, ComparedRow> days : series.values()) {
      for (ComparedRow row : List.copyOf(days.values())) {
        ComparedRow next = days.get(row.day().plusDays(1));
        if (next != null && isMadeUp(row, next)) {
          row.explain("made up for on the next day: calls around midnight, or another time zone");
          next.explain("makes up for the day before");
        }
      }
    }
  }

  private boolean isMadeUp(ComparedRow row, ComparedRow next) {
    BigDecimal both = row.difference().add(next.difference());
    BigDecimal theirs = ComparedRow.orZero(row.theirs()).add(ComparedRow.orZero(next.theirs()));
    return row.difference().signum() * next.difference().signum() < 0
        && !isWithin(row)
        && both.abs().compareTo(theirs.abs().multiply(tolerance)) <= 0;
  }
}
