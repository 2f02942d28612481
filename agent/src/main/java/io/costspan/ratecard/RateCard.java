package io.costspan.ratecard;

import io.costspan.condition.Conditions;
import io.costspan.usage.UsageMeter;
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
 * @param models names or {@code prefix*}, in lower case; {@code *} alone also takes calls without
 *     model
 * @param when what else must hold of a call, such as its deployment
 * @param from first day in force (UTC), null for ever before
 * @param until first day no longer in force, null for none
 * @param currency ISO 4217 code, or {@code x:name} of a contract unit; {@link #WHATEVER} if it is
 *     that of the card underneath
 * @param rates in order: the first that applies prices a quantity
 * @param factors all that apply multiply
 * @param used volume of the month that is already consumed, by meter, for monthly bands
 * @param like id of the card whose lines follow the own ones, null if none; {@link #WHATEVER} for
 *     the card that would price the call without this one
 * @param as the model that an overlay is about whatever the call's model is called, null if it goes
 *     by that
 * @param source where the price was read
 * @param checked when it was last compared with the source, {@link LocalDate#EPOCH} if a user's
 *     card does not say
 * @param confidence {@code listed}, {@code derived} or {@code recalled}
 * @param note why the price is what it is where sources disagree, null if there is nothing to say
 * @param users whether it stands in a file of the user's
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
    String source,
    LocalDate checked,
    String confidence,
    @Nullable String note,
    boolean users,
    String place) {
  /** The other card, or what it says, whichever that is. */
  public static final String WHATEVER = "*";

  private static final List<String> ANY_MODEL = List.of("*");
  private static final long SECONDS_PER_DAY = 86_400;

  /** Whether the card counts for calls that start at that instant. */
  public boolean inForce(Instant at) {
    long day = Math.floorDiv(at.getEpochSecond(), SECONDS_PER_DAY);
    return (from == null || day >= from.toEpochDay())
        && (until == null || day < until.toEpochDay());
  }

  /** Whether the card only changes what another one says, such as a discount on all models. */
  public boolean isOverlay() {
    return WHATEVER.equals(like);
  }

  /** This overlay's lines and factors together with those of the card underneath. */
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
        source,
        checked,
        confidence,
        note,
        users,
        place);
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

  /** Whether it says when its prices were last compared with their source. */
  public boolean isDated() {
    return !checked.equals(LocalDate.EPOCH);
  }

  /** Whether the card is a fallback for models without one of their own. */
  public boolean isForAnyModel() {
    return models.equals(ANY_MODEL);
  }

  /** Units of the meter that the month has already seen, null if the user said nothing. */
  public @Nullable BigDecimal used(UsageMeter meter) {
    return used.get(meter);
  }
}
