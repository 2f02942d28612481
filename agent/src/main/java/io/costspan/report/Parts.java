package io.costspan.report;

import io.costspan.pipeline.RatedCall;
import io.costspan.rating.ChargeLine;
import io.costspan.rating.Rating;
import io.costspan.usage.Quantity;
import io.costspan.usage.UsageMeter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A call meter by meter. The amounts of the parts add up to that of the call: an amount that a
 * provider stated, and to which our charges do not add up, is a part without a meter.
 */
final class Parts {
  /**
   * What was counted by one meter.
   *
   * @param meter null for an amount that is of no meter
   * @param call the call with nothing but that
   */
  record Part(@Nullable UsageMeter meter, RatedCall call) {}

  private final RatedCall call;
  private final boolean split;

  private Parts(RatedCall call) {
    this.call = call;
    this.split =
        call.rating().amount() != null
            && call.rating().charges().stream()
                    .map(ChargeLine::amount)
                    .reduce(BigDecimal.ZERO, BigDecimal::add)
                    .compareTo(call.rating().amount())
                == 0;
  }

  static List<Part> of(RatedCall call) {
    Parts parts = new Parts(call);
    List<Part> all = new ArrayList<>();
    for (UsageMeter meter : parts.meters()) {
      all.add(new Part(meter, parts.only(meter::equals, parts.charged(meter::equals))));
    }
    if (all.isEmpty() || parts.isUnsplit()) {
      all.add(new Part(null, parts.only(meter -> false, call.rating().amount())));
    }
    return all;
  }

  /** The call with nothing but what some meters counted. */
  static RatedCall only(RatedCall call, Predicate<@Nullable UsageMeter> meters) {
    Parts parts = new Parts(call);
    boolean whole = (parts.isUnsplit() || parts.meters().isEmpty()) && meters.test(null);
    return parts.only(meters::test, whole ? call.rating().amount() : parts.charged(meters::test));
  }

  private Set<UsageMeter> meters() {
    Set<UsageMeter> meters = EnumSet.noneOf(UsageMeter.class);
    for (ChargeLine charge : call.rating().charges()) {
      meters.add(charge.meter());
    }
    for (Quantity quantity : call.usage().quantities()) {
      meters.add(quantity.meter());
    }
    return meters;
  }

  private boolean isUnsplit() {
    return call.rating().amount() != null && !split;
  }

  private @Nullable BigDecimal charged(Predicate<UsageMeter> meters) {
    BigDecimal sum = null;
    for (ChargeLine charge : split ? call.rating().charges() : List.<ChargeLine>of()) {
      if (meters.test(charge.meter())) {
        sum = sum == null ? charge.amount() : sum.add(charge.amount());
      }
    }
    return sum;
  }

  private RatedCall only(Predicate<UsageMeter> meters, @Nullable BigDecimal amount) {
    Rating rating = call.rating();
    Rating part =
        new Rating(
            rating.status(),
            rating.reason(),
            rating.charges().stream().filter(charge -> meters.test(charge.meter())).toList(),
            List.of(),
            amount,
            amount == null ? null : rating.currency(),
            rating.priceId(),
            rating.priceTable(),
            rating.stated(),
            rating.estimated());
    List<Quantity> quantities =
        call.usage().quantities().stream()
            .filter(quantity -> meters.test(quantity.meter()))
            .toList();
    return new RatedCall(
        call.facts(),
        call.usage().withQuantities(quantities),
        part,
        call.span(),
        call.attribution(),
        call.request());
  }
}
