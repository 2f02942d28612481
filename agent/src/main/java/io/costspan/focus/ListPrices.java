package io.costspan.focus;

import io.costspan.pipeline.RatedCall;
import io.costspan.ratecard.PriceTable;
import io.costspan.ratecard.RateCard;
import io.costspan.rating.ChargeLine;
import io.costspan.rating.Rater;
import io.costspan.rating.Rating;
import io.costspan.usage.Quantity;
import io.costspan.usage.Reasons;
import io.costspan.usage.UsageMeter;
import io.costspan.usage.UsageRecord;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What calls would have cost by the published prices, which are the bundled rate cards. */
final class ListPrices {
  private static final String REQUESTS_UNPRICED =
      Reasons.NO_RATE + '.' + UsageMeter.REQUESTS.wireName();

  private final PriceTable bundled;
  private final Rater rater;

  /**
   * @param bundled the table without the user's files
   */
  ListPrices(PriceTable bundled) {
    this.bundled = bundled;
    this.rater = new Rater(() -> bundled);
  }

  /** The bundled card with that id, null for a card of the user's. */
  @Nullable RateCard card(String id) {
    return bundled.bundled(id);
  }

  /** Whether published prices were charged. */
  boolean areIn(List<ChargeLine> charges) {
    return charges.stream().allMatch(charge -> card(charge.priceId()) != null);
  }

  /**
   * The call by the bundled cards at its time; null if they do not price all of it, or if the
   * provider's own amount takes precedence over them. Where they have no price for requests, these
   * only count what the other quantities measure.
   */
  @Nullable Rating rate(RatedCall call) {
    UsageRecord usage = call.usage();
    Instant at = usage.submittedAt() == null ? call.facts().startedAt() : usage.submittedAt();
    Rating list = rater.rate(usage, at);
    if (REQUESTS_UNPRICED.equals(list.reason())) {
      list = rater.rate(usage.withQuantities(withoutRequests(usage)), at);
    }
    boolean whole = list.status() == Rating.Status.RATED && !list.stated();
    return whole && !list.charges().isEmpty() ? list : null;
  }

  private static List<Quantity> withoutRequests(UsageRecord usage) {
    return usage.quantities().stream()
        .filter(quantity -> quantity.meter() != UsageMeter.REQUESTS)
        .toList();
  }

  /**
   * The list amounts by charge line: those of a meter for the lines of that meter, in proportion to
   * their quantities; those of meters that are not charged, for the first line. Their sum is exact.
   */
  static List<BigDecimal> spread(List<ChargeLine> list, List<ChargeLine> charges) {
    Map<UsageMeter, BigDecimal> amounts = new EnumMap<>(UsageMeter.class);
    list.forEach(line -> amounts.merge(line.meter(), line.amount(), BigDecimal::add));
    List<BigDecimal> shares = new ArrayList<>(Collections.nCopies(charges.size(), BigDecimal.ZERO));
    amounts.forEach((meter, amount) -> share(meter, amount, charges, shares));
    return shares;
  }

  private static void share(
      UsageMeter meter, BigDecimal amount, List<ChargeLine> charges, List<BigDecimal> shares) {
    BigDecimal quantity = BigDecimal.ZERO;
    int last = 0;
    for (int i = 0; i < charges.size(); i++) {
      if (charges.get(i).meter() == meter) {
        quantity = quantity.add(charges.get(i).quantity());
        last = i;
      }
    }
    BigDecimal rest = amount;
    for (int i = 0; i < last; i++) {
      if (charges.get(i).meter() == meter) {
        BigDecimal part = amount.multiply(charges.get(i).quantity());
        BigDecimal share = part.divide(quantity, MathContext.DECIMAL128);
        shares.set(i, shares.get(i).add(share));
        rest = rest.subtract(share);
      }
    }
    shares.set(last, shares.get(last).add(rest));
  }
}
