package io.costspan.whatif;

import io.costspan.pipeline.RatedCall;
import io.costspan.rating.ExchangeRates;
import io.costspan.rating.Rating;
import io.costspan.usage.Quantity;
import io.costspan.usage.UsageRecord;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a call, and a thousand tokens, have really cost, in the unit of each house and in money. Not
 * safe for use by several threads.
 */
public final class EffectivePrices {
  private static final BigDecimal THOUSAND = BigDecimal.valueOf(1_000);

  private final ExchangeRates rates;
  private final Map<Group, Price> prices = new TreeMap<>();

  /**
   * Nothing yet.
   *
   * @param rates what units are worth; what they make of one is in their main currency
   */
  public EffectivePrices(ExchangeRates rates) {
    this.rates = rates;
  }

  /**
   * The calls of a model that are billed in one unit.
   *
   * @param unit ISO 4217 code or {@code x:name}; empty if nobody knows what the calls cost
   */
  public record Group(String model, String operation, String unit) implements Comparable<Group> {
    private static final Comparator<Group> ORDER =
        Comparator.comparing(Group::model)
            .thenComparing(Group::operation)
            .thenComparing(Group::unit);

    @Override
    public int compareTo(Group other) {
      return ORDER.compare(this, other);
    }
  }

  /** Adds a call of the ledger, if it may have cost something. */
  public void add(RatedCall call) {
    Rating rating = call.rating();
    if (!rating.status().mayCost()) {
      return;
    }
    boolean known = Pricing.gap(rating) == null;
    UsageRecord usage = call.usage();
    String unit = known ? String.valueOf(rating.currency()) : "";
    prices
        .computeIfAbsent(
            new Group(Models.name(usage), usage.operation(), unit),
            group -> new Price(group, worth(unit)))
        .add(known ? Pricing.amount(rating) : BigDecimal.ZERO, tokens(usage));
  }

  private @Nullable BigDecimal worth(String unit) {
    return rates.main().map(main -> rates.rate(unit, main)).orElse(null);
  }

  private static BigDecimal tokens(UsageRecord usage) {
    return usage.quantities().stream()
        .filter(quantity -> quantity.meter().isTokens() && !quantity.alternative())
        .map(Quantity::count)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** Those of each model, in the order of their names. */
  public Collection<Price> prices() {
    return Collections.unmodifiableCollection(prices.values());
  }

  /** What calls of one kind cost. */
  public static final class Price {
    private final Group group;
    private final @Nullable BigDecimal worth;
    private long calls;
    private BigDecimal amount = BigDecimal.ZERO;
    private BigDecimal tokens = BigDecimal.ZERO;

    private Price(Group group, @Nullable BigDecimal worth) {
      this.group = group;
      this.worth = worth;
    }

    private void add(BigDecimal more, BigDecimal counted) {
      calls++;
      amount = amount.add(more);
      tokens = tokens.add(counted);
    }

    public Group group() {
      return group;
    }

    public long calls() {
      return calls;
    }

    /** In the group's unit; null if it is not known. */
    public @Nullable BigDecimal amount() {
      return group.unit().isEmpty() ? null : amount;
    }

    /** All tokens, in and out; zero if the house counts none. */
    public BigDecimal tokens() {
      return tokens;
    }

    /** In the group's unit; null if it is not known. */
    public @Nullable BigDecimal perCall() {
      return group.unit().isEmpty()
          ? null
          : amount.divide(BigDecimal.valueOf(calls), MathContext.DECIMAL128);
    }

    /** In the group's unit; null if no tokens are counted or the amount is not known. */
    public @Nullable BigDecimal perThousandTokens() {
      return group.unit().isEmpty() || tokens.signum() == 0
          ? null
          : amount.multiply(THOUSAND).divide(tokens, MathContext.DECIMAL128);
    }

    /** The same in money, null if nobody has said what the unit is worth. */
    public @Nullable BigDecimal perCallInMoney() {
      return times(perCall());
    }

    /** The same in money, null if nobody has said what the unit is worth. */
    public @Nullable BigDecimal perThousandTokensInMoney() {
      return times(perThousandTokens());
    }

    private @Nullable BigDecimal times(@Nullable BigDecimal price) {
      return price == null || worth == null ? null : price.multiply(worth);
    }
  }
}
