package io.costspan.reconcile;

import io.costspan.rating.ExchangeRates;
import io.costspan.reconcile.Targets.Target;
import io.costspan.usage.UsageMeter;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Puts the figures of a bill and of a ledger side by side. */
final class Comparison {
  private static final Comparator<ComparedRow.Key> ORDER =
      Comparator.comparing(ComparedRow.Key::day)
          .thenComparing(ComparedRow.Key::model)
          .thenComparing(key -> !key.unit().equals(ComparedRow.CALLS))
          .thenComparing(key -> order(key.measure()))
          .thenComparing(key -> key.measure().name())
          .thenComparing(key -> !key.unit().equals(ComparedRow.UNITS))
          .thenComparing(ComparedRow.Key::unit);

  private static final Measure CALLS = Measure.other(ComparedRow.CALLS);

  private final Bill bill;
  private final OwnBooks own;
  private final NameGroups names;
  private final ExchangeRates rates;
  private final Set<String> currencies = new TreeSet<>();
  private final Map<ComparedRow.Key, ComparedRow> rows = new TreeMap<>(ORDER);
  private final Set<UsageMeter> uncounted = new TreeSet<>();

  Comparison(Bill bill, OwnBooks own, NameGroups names, ExchangeRates rates) {
    this.bill = bill;
    this.own = own;
    this.names = names;
    this.rates = rates;
    bill.sums().values().forEach(sum -> currencies.addAll(sum.amounts().keySet()));
  }

  void run() {
    compareCalls();
    compareUnits();
    if (!currencies.isEmpty()) {
      compareMoney();
    }
  }

  private static int order(Measure measure) {
    return measure.meters().stream().mapToInt(Enum::ordinal).min().orElse(Integer.MAX_VALUE);
  }

  private void compareCalls() {
    bill.requests()
        .forEach(
            (day, models) ->
                models.forEach(
                    (model, count) ->
                        row(day, new Target(label(model), CALLS), ComparedRow.CALLS)
                            .addTheirs(count, null)));
    if (!bill.requests().isEmpty()) {
      eachOwn(
          (key, day) ->
              row(key.day(), new Target(names.label(key.name()), CALLS), ComparedRow.CALLS)
                  .addOurs(BigDecimal.valueOf(day.calls())));
    }
  }

  private void compareUnits() {
    Targets targets = new Targets();
    bill.sums()
        .forEach(
            (key, sum) -> {
              BigDecimal quantity = sum.quantity();
              if (quantity != null) {
                Target target = target(key, targets);
                row(key.day(), target, ComparedRow.UNITS).addTheirs(quantity, sum);
              }
            });
    if (!targets.isEmpty()) {
      eachOwn(
          (key, day) ->
              day.quantities().forEach((meter, count) -> addUnits(targets, key, meter, count)));
    }
  }

  private void addUnits(Targets targets, OwnBooks.Key key, UsageMeter meter, BigDecimal count) {
    if (count.signum() == 0) {
      return;
    }
    String model = names.label(key.name());
    Target target = targets.of(model, meter);
    if (target == null && !targets.knows(meter)) {
      uncounted.add(meter);
      return;
    }
    row(key.day(), orOwn(target, model, meter), ComparedRow.UNITS).addOurs(count);
  }

  private void compareMoney() {
    Targets targets = new Targets();
    bill.sums()
        .forEach(
            (key, sum) ->
                sum.amounts()
                    .forEach(
                        (currency, amount) ->
                            row(key.day(), target(key, targets), currency).addTheirs(amount, sum)));
    eachOwn(
        (key, day) -> {
          day.charges()
              .forEach(
                  (currency, amounts) ->
                      amounts.forEach(
                          (meter, amount) -> addMoney(targets, key, meter, amount, currency)));
          day.rests().forEach((currency, rest) -> addMoney(targets, key, null, rest, currency));
        });
  }

  private void addMoney(
      Targets targets,
      OwnBooks.Key key,
      @Nullable UsageMeter meter,
      BigDecimal amount,
      String currency) {
    if (amount.signum() != 0) {
      String model = names.label(key.name());
      Target target = orOwn(targets.of(model, meter), model, meter);
      String billed = billed(currency);
      BigDecimal rate = rates.rate(currency, billed);
      row(key.day(), target, billed).addOurs(rate == null ? amount : amount.multiply(rate));
    }
  }

  /** The bill's currency if the amount can be converted to it, or else the ledger's. */
  private String billed(String currency) {
    String only = currencies.iterator().next();
    boolean converted =
        !currencies.contains(currency)
            && currencies.size() == 1
            && rates.rate(currency, only) != null;
    return converted ? only : currency;
  }

  private static Target orOwn(@Nullable Target target, String model, @Nullable UsageMeter meter) {
    return target == null
        ? new Target(model, meter == null ? Measure.ALL : Measure.of(meter))
        : target;
  }

  private Target target(Bill.Key key, Targets targets) {
    String model = label(key.model());
    targets.add(model, key.measure());
    return new Target(model, key.measure());
  }

  private String label(String model) {
    return model.equals(Bill.NO_MODEL) ? model : names.label(model);
  }

  private ComparedRow row(LocalDate day, Target target, String unit) {
    return rows.computeIfAbsent(
        new ComparedRow.Key(day, target.model(), target.measure(), unit), ComparedRow::new);
  }

  private interface OwnSink {
    void accept(OwnBooks.Key key, OwnDay day);
  }

  /** The ledger's days that the bill covers. */
  private void eachOwn(OwnSink sink) {
    own.days()
        .forEach(
            (key, day) -> {
              if (covers(key.day())) {
                sink.accept(key, day);
              }
            });
  }

  boolean covers(LocalDate day) {
    return !bill.days().isEmpty()
        && !day.isBefore(bill.days().first())
        && !day.isAfter(bill.days().last());
  }

  Map<ComparedRow.Key, ComparedRow> rows() {
    return rows;
  }

  /** Currencies of the bill. */
  Set<String> currencies() {
    return currencies;
  }

  /** Meters of the ledger that the bill counts for no model. */
  Set<UsageMeter> uncounted() {
    return uncounted;
  }
}
