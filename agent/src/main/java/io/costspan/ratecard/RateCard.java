package io.costspan.ratecard;

import io.costspan.condition.Accepted;
import io.costspan.condition.Conditions;
import io.costspan.usage.UsageMeter;
import io.costspan.usage.UsageRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one model or operation of one provider costs, from one day until another. Immutable.
 *
 * @param id unique in its file; the price id on every signal
 * @param models names or {@code prefix*}, in lower case; {@code *} alone also matches calls without
 *     a model
 * @param when further conditions for a call, such as its deployment
 * @param from first day in force (UTC), null for no beginning
 * @param until first day no longer in force, null for no end
 * @param currency ISO 4217 code, or {@code x:name} of a contract unit; {@link #WHATEVER} for the
 *     currency of the card below
 * @param rates in order; the first that applies prices a quantity
 * @param factors all that apply are multiplied
 * @param used volume already consumed in the month, by meter, for monthly bands
 * @param like id of the card whose lines follow this card's own, null if none; {@link #WHATEVER}
 *     for the card that would price the call if this one did not exist
 * @param as the model whose card an overlay changes, whatever the call's model is called; null for
 *     the call's own model
 * @param free why the calls that it prices are free, one of {@link io.costspan.usage.Reasons}; null
 *     if they are not
 * @param source where the price comes from
 * @param checked when it was last compared with the source, {@link LocalDate#EPOCH} if a user's
 *     card does not state it
 * @param confidence {@code listed}, {@code derived} or {@code recalled}
 * @param note explains the price where sources disagree, null if there is nothing to explain
 * @param users whether the card is from one of the user's files
 * @param own whether the user's card has the price itself or names the model that has it; a
 *     discount on whatever calls cost does not make these cost something
 * @param place file and line, for messages
 */
public record RateCard(
    String id,
    String provider,
    List<String> models,
    Conditions<Attributes> when,
    @Nullable LocalDate from,
    @Nullable LocalDate until,
    String currency,
    Lines<Rate> rates,
    Lines<Factor> factors,
    Map<UsageMeter, BigDecimal> used,
    @Nullable String like,
    @Nullable String as,
    @Nullable String free,
    String source,
    LocalDate checked,
    String confidence,
    @Nullable String note,
    boolean users,
    boolean own,
    String place)
    implements PriceSource, ListedCard {
  /** Stands for the card below, or for its value. */
  public static final String WHATEVER = "*";

  private static final List<String> ANY_MODEL = List.of("*");
  private static final long SECONDS_PER_DAY = 86_400;

  @Override
  public RateCard card() {
    return this;
  }

  /** Whether the card applies to calls that start at that instant. */
  public boolean inForce(Instant at) {
    long day = Math.floorDiv(at.getEpochSecond(), SECONDS_PER_DAY);
    return (from == null || day >= from.toEpochDay())
        && (until == null || day < until.toEpochDay());
  }

  /** Whether the card only changes another one, such as a discount on all models. */
  public boolean isOverlay() {
    return WHATEVER.equals(like);
  }

  /** This overlay's lines and factors combined with those of the card below. */
  RateCard over(RateCard base) {
    return new RateCard(
        id + "+" + base.id,
        provider,
        base.models,
        when.and(base.when),
        later(from, base.from),
        earlier(until, base.until),
        currency.equals(WHATEVER) ? base.currency : currency,
        Lines.ofRates(joined(rates, base.rates)),
        Lines.ofFactors(joined(base.factors, factors)),
        used.isEmpty() ? base.used : used,
        base.id,
        null,
        free == null ? base.free : free,
        source,
        asOldAs(base),
        confidence,
        note,
        users,
        base.own || (as != null && !isForAnyModel()),
        place);
  }

  /** The combined price is as old as the older of its parts, as far as they state it. */
  private LocalDate asOldAs(RateCard base) {
    boolean older = isDated() && (!base.isDated() || checked.isBefore(base.checked));
    return older ? checked : base.checked;
  }

  private static @Nullable LocalDate later(@Nullable LocalDate one, @Nullable LocalDate other) {
    return one == null || (other != null && other.isAfter(one)) ? other : one;
  }

  private static @Nullable LocalDate earlier(@Nullable LocalDate one, @Nullable LocalDate other) {
    return one == null || (other != null && other.isBefore(one)) ? other : one;
  }

  private static <T> List<T> joined(List<T> some, List<T> more) {
    List<T> all = new ArrayList<>(some);
    all.addAll(more);
    return all;
  }

  /**
   * Whether the card has a price for a service tier, such as that of batches. A user's own card is
   * taken at its word; a bundled one without a word about the tier has the price of other calls.
   */
  public boolean pricesTier(String tier) {
    return own || tells(tier, rates) || tells(tier, factors);
  }

  private static boolean tells(String tier, List<? extends Priced> lines) {
    for (Priced line : lines) {
      Accepted tiers = line.when().accepted().get(UsageRecord.SERVICE_TIER);
      if (tiers != null && tiers.test(tier)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the card is a fallback for models without one of their own. */
  public boolean isForAnyModel() {
    return models.equals(ANY_MODEL);
  }

  /** The units of the meter already consumed in the month, null if the user did not state them. */
  public @Nullable BigDecimal used(UsageMeter meter) {
    return used.get(meter);
  }
}
