package io.costspan.whatif;

import io.costspan.pipeline.RatedCall;
import io.costspan.ratecard.RateCard;
import io.costspan.rating.ChargeLine;
import io.costspan.rating.Quote;
import io.costspan.rating.Rater;
import io.costspan.rating.Rating;
import io.costspan.rating.Rating.Status;
import io.costspan.usage.UsageRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rates calls as they are supposed to have been, and says why an amount is not known. */
final class Pricing {
  private final Rater rater;
  private final Premise premise;
  private final @Nullable String tier;

  Pricing(Rater rater, Premise premise) {
    this.rater = rater;
    this.premise = premise;
    this.tier = premise.tier();
  }

  Rating rate(UsageRecord usage, Instant at) {
    return rater.rate(usage, premise.at() == null ? at : premise.at());
  }

  /**
   * Whether the same cards give a call the cost that was recorded. If they do not, its price
   * depends on something that its line does not tell. Other cards prove nothing.
   */
  boolean isReproduced(RatedCall call, Instant at) {
    List<ChargeLine> recorded = call.rating().charges();
    List<ChargeLine> now = rater.rate(call.usage(), at).charges();
    return !ids(recorded).equals(ids(now)) || sum(recorded).compareTo(sum(now)) == 0;
  }

  private static Set<String> ids(List<ChargeLine> charges) {
    return charges.stream().map(ChargeLine::priceId).collect(Collectors.toSet());
  }

  private static BigDecimal sum(List<ChargeLine> charges) {
    return charges.stream().map(ChargeLine::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** Why the whole amount is not known, null if it is. */
  static @Nullable String gap(Rating rating) {
    boolean known = rating.status() != Status.PARTIAL && rating.amount() != null;
    return known ? null : String.valueOf(rating.reason());
  }

  /** The same for a call as supposed: a card without a word on a tier does not price it. */
  @Nullable String gap(UsageRecord supposed, Rating rating, Instant at) {
    String gap = gap(rating);
    boolean unpriced =
        gap == null && tier != null && rating.status().mayCost() && !isTierPriced(supposed, at);
    return unpriced ? Gap.NO_TIER + '.' + tier : gap;
  }

  private boolean isTierPriced(UsageRecord supposed, Instant at) {
    Instant when = premise.at() == null ? at : premise.at();
    for (Quote quote : rater.explain(supposed, when)) {
      RateCard card = quote.card();
      if (card != null && !card.pricesTier(String.valueOf(tier))) {
        return false;
      }
    }
    return true;
  }

  /**
   * What a call as supposed costs.
   *
   * @param exchange what one unit of the rating's currency is in that of the comparison
   * @param estimated whether the recorded amount is an estimate
   */
  Row.Supposed supposed(
      UsageRecord recorded,
      UsageRecord supposed,
      Rating rating,
      Instant at,
      BigDecimal exchange,
      boolean estimated) {
    Tokenizers.Ratio ratio = Tokenizers.ratio(model(recorded), model(supposed));
    BigDecimal amount = amount(rating).multiply(exchange);
    return new Row.Supposed(
        amount,
        scaled(supposed, ratio == null ? null : ratio.least(), at, exchange, amount),
        scaled(supposed, ratio == null ? null : ratio.most(), at, exchange, amount),
        Row.Supposed.outputOf(rating).multiply(exchange),
        estimated || rating.estimated(),
        ratio);
  }

  private BigDecimal scaled(
      UsageRecord supposed,
      @Nullable BigDecimal factor,
      Instant at,
      BigDecimal exchange,
      BigDecimal unscaled) {
    return factor == null || factor.compareTo(BigDecimal.ONE) == 0
        ? unscaled
        : amount(rate(Changed.withTextTimes(supposed, factor), at)).multiply(exchange);
  }

  static BigDecimal amount(Rating rating) {
    return rating.amount() == null ? BigDecimal.ZERO : rating.amount();
  }

  private static String model(UsageRecord usage) {
    String answered = usage.responseModel();
    return String.valueOf(answered == null ? usage.requestModel() : answered);
  }
}
