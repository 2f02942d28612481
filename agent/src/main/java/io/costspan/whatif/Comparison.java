package io.costspan.whatif;

import io.costspan.pipeline.RatedCall;
import io.costspan.rating.ChargeLine;
import io.costspan.rating.Rater;
import io.costspan.rating.Rating;
import io.costspan.rating.Rating.Status;
import io.costspan.usage.UsageRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What calls cost and what they would have cost, had something been different. Keeps sums only, so
 * it takes any number of calls. Not safe for use by several threads.
 */
public final class Comparison {
  private final Pricing pricing;
  private final Premise premise;
  private final Function<Rated, String> name;
  private final Map<Row.Group, Row> rows = new TreeMap<>();
  private final Map<Gap, Gap.Sum> gaps = new TreeMap<>();
  private final Map<String, Gap.Sum> others = new TreeMap<>();
  private final Map<String, Repriced> repriced = new TreeMap<>();
  private long notBilled;
  private long othersUnknown;
  private long withoutAttributes;

  /** A call with a rating. */
  private record Rated(UsageRecord usage, Rating rating) {}

  /**
   * Calls that cost something else at the prices given, although nothing else was changed.
   *
   * @param recorded what the ledger says
   * @param now what these prices say
   */
  public record Repriced(long calls, BigDecimal recorded, BigDecimal now) {
    Repriced plus(Repriced other) {
      return new Repriced(calls + other.calls, recorded.add(other.recorded), now.add(other.now));
    }
  }

  private Comparison(Rater rater, Premise premise, Function<Rated, String> name) {
    this.pricing = new Pricing(rater, premise);
    this.premise = premise;
    this.name = name;
  }

  /** Compares by model. */
  public static Comparison byModel(Rater rater, Premise premise) {
    return new Comparison(rater, premise, rated -> Models.name(rated.usage()));
  }

  /** Compares by the cards that price the calls. */
  public static Comparison byCard(Rater rater, Premise premise) {
    return new Comparison(rater, premise, rated -> cards(rated.rating()));
  }

  private static String cards(Rating rating) {
    return rating.stated()
        ? "stated by the provider"
        : rating.charges().isEmpty()
            ? "-"
            : rating.charges().stream()
                .map(ChargeLine::priceId)
                .distinct()
                .collect(Collectors.joining(" "));
  }

  /**
   * Adds a call of the ledger.
   *
   * @param whole whether its line says everything that a price may depend on
   * @return its rating as supposed; the recorded one if nothing is different about it
   */
  public Rating add(RatedCall call, boolean whole) {
    UsageRecord usage = premise.applied(call.usage());
    if (usage == null) {
      leave(call.rating());
      return call.rating();
    }
    Instant begun = Premise.begun(call.usage(), call.facts().startedAt());
    Rating supposed = pricing.rate(usage, begun);
    if (!call.rating().status().mayCost() && !supposed.status().mayCost()) {
      notBilled++;
      return supposed;
    }
    Rated before = new Rated(call.usage(), call.rating());
    Rated after = new Rated(usage, supposed);
    withoutAttributes += whole ? 0 : 1;
    if (!whole && !pricing.isReproduced(call, begun)) {
      miss(Pricing.gap(call.rating()), Gap.NO_ATTRIBUTES, before, after);
      return call.rating();
    }
    if (!premise.all()) {
      checkPrices(call, begun);
    }
    compare(before, after, begun);
    return supposed;
  }

  private void leave(Rating recorded) {
    if (!recorded.status().mayCost()) {
      notBilled++;
      return;
    }
    othersUnknown += Pricing.gap(recorded) == null ? 0 : 1;
    if (recorded.amount() != null) {
      Gap.Sum one = new Gap.Sum(1, recorded.amount());
      others.merge(String.valueOf(recorded.currency()), one, Gap.Sum::plus);
    }
  }

  /** If the prices given are not those of the ledger, the difference has two causes. */
  private void checkPrices(RatedCall call, Instant begun) {
    Rating recorded = call.rating();
    Rating now = pricing.rate(call.usage(), begun);
    boolean known = Pricing.gap(recorded) == null && Pricing.gap(now) == null;
    String currency = String.valueOf(recorded.currency());
    if (known
        && currency.equals(now.currency())
        && Pricing.amount(recorded).compareTo(Pricing.amount(now)) != 0) {
      Repriced one = new Repriced(1, Pricing.amount(recorded), Pricing.amount(now));
      repriced.merge(currency, one, Repriced::plus);
    }
  }

  private void compare(Rated before, Rated after, Instant begun) {
    String gapBefore = Pricing.gap(before.rating());
    String gapAfter = pricing.gap(after.usage(), after.rating(), begun);
    String currency = currency(before.rating(), after.rating());
    BigDecimal exchange = exchange(after.rating(), currency);
    if (gapBefore == null && gapAfter == null && exchange == null) {
      gapAfter = Gap.NO_EXCHANGE;
    }
    if (gapBefore != null || gapAfter != null || exchange == null) {
      miss(gapBefore, gapAfter, before, after);
      return;
    }
    Row.Group group = new Row.Group(name.apply(before), name.apply(after), currency);
    rows.computeIfAbsent(group, Row::new)
        .add(
            Pricing.amount(before.rating()),
            pricing.supposed(
                before.usage(),
                after.usage(),
                after.rating(),
                begun,
                exchange,
                before.rating().estimated()));
  }

  private void miss(
      @Nullable String gapBefore, @Nullable String gapAfter, Rated before, Rated after) {
    Gap.Kind kind =
        gapBefore == null ? Gap.Kind.AFTER : gapAfter == null ? Gap.Kind.BEFORE : Gap.Kind.BOTH;
    Rating known = kind == Gap.Kind.AFTER ? before.rating() : after.rating();
    Gap gap =
        new Gap(
            kind,
            name.apply(before),
            name.apply(after),
            String.valueOf(gapAfter == null ? gapBefore : gapAfter),
            kind == Gap.Kind.BOTH ? "" : String.valueOf(known.currency()));
    BigDecimal amount = kind == Gap.Kind.BOTH ? BigDecimal.ZERO : Pricing.amount(known);
    gaps.merge(gap, new Gap.Sum(1, amount), Gap.Sum::plus);
  }

  /** Nothing is nothing in any currency, so that what costs something decides. */
  private static String currency(Rating before, Rating after) {
    boolean nothing = before.status() == Status.FREE || before.currency() == null;
    return String.valueOf(nothing ? after.currency() : before.currency());
  }

  private @Nullable BigDecimal exchange(Rating after, String currency) {
    String other = after.currency();
    return other == null || after.status() == Status.FREE
        ? BigDecimal.ONE
        : premise.rates().rate(other, currency);
  }

  /** Calls that can be compared. */
  public Collection<Row> rows() {
    return Collections.unmodifiableCollection(rows.values());
  }

  /** Calls that cannot be compared, and why. */
  public Map<Gap, Gap.Sum> gaps() {
    return Collections.unmodifiableMap(gaps);
  }

  /** Calls that nothing would have changed about, and what they cost, by currency. */
  public Map<String, Gap.Sum> others() {
    return Collections.unmodifiableMap(others);
  }

  /** How many calls nothing would have changed about whose cost is not known in whole. */
  public long othersUnknown() {
    return othersUnknown;
  }

  /** Calls whose recorded amounts are not those of the prices given, by currency. */
  public Map<String, Repriced> repriced() {
    return Collections.unmodifiableMap(repriced);
  }

  /** Calls that cost nothing, as recorded and as supposed. */
  public long notBilled() {
    return notBilled;
  }

  /** Calls of older lines, which do not tell tier, size, region and the like. */
  public long withoutAttributes() {
    return withoutAttributes;
  }
}
