package io.costspan.focus;

import io.costspan.rating.ChargeLine;
import io.costspan.usage.Quantity;
import io.costspan.usage.UsageMeter;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What was used behind the charges of a call. A charge line tells what was billed, which rounding
 * and minimums make more than what was used, and not which quantities are in it.
 */
record Used(List<Quantity> quantities, List<ChargeLine> charges) {

  /** The attributes that all quantities behind a charge share. */
  Map<String, String> attributes(ChargeLine charge) {
    List<Quantity> same = quantities.stream().filter(q -> q.meter() == charge.meter()).toList();
    List<Quantity> exact =
        same.stream().filter(q -> q.count().compareTo(charge.quantity()) == 0).toList();
    return common(exact.isEmpty() ? same : exact);
  }

  private static Map<String, String> common(List<Quantity> all) {
    if (all.isEmpty()) {
      return Map.of();
    }
    Map<String, String> common = new HashMap<>(all.get(0).attributes());
    all.forEach(quantity -> common.entrySet().retainAll(quantity.attributes().entrySet()));
    return common;
  }

  /** The units of the charge's meter that were used. */
  BigDecimal count(ChargeLine charge) {
    String unit = Units.of(charge.meter());
    if (used(meter -> Units.of(meter).equals(unit))
            .compareTo(billed(meter -> Units.of(meter).equals(unit)))
        == 0) {
      return charge.quantity();
    }
    Predicate<UsageMeter> its = meter -> meter == charge.meter();
    boolean alone = charges.stream().filter(line -> its.test(line.meter())).count() == 1;
    BigDecimal used = used(its);
    return alone && used.signum() > 0 ? used : charge.quantity();
  }

  private BigDecimal used(Predicate<UsageMeter> its) {
    return quantities.stream()
        .filter(quantity -> its.test(quantity.meter()))
        .map(Quantity::count)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private BigDecimal billed(Predicate<UsageMeter> its) {
    return charges.stream()
        .filter(line -> its.test(line.meter()))
        .map(ChargeLine::quantity)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
