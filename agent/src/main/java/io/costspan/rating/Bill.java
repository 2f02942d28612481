package io.costspan.rating;

import io.costspan.ratecard.PriceTable;
import io.costspan.ratecard.Quotes;
import io.costspan.ratecard.Rate;
import io.costspan.ratecard.RateCard;
import io.costspan.usage.Quantity;
import io.costspan.usage.Reasons;
import io.costspan.usage.UsageMeter;
import io.costspan.usage.UsageRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cost of one call at the prices of the table: its charges, and the first gap among its prices.
 * Only {@link Bills} creates bills, and reuses them for one call after the other.
 */
@SuppressWarnings("NullAway.Init") // fields are used only after the first of(...)
final class Bill {
  private static final String SUFFIX = ":[^:]*$";

  private final CallAttributes attributes = new CallAttributes();
  private final Quotes quotes = new Quotes(attributes);
  private PriceTable prices;
  private UsageRecord usage;
  private Instant at;
  private @Nullable RateCard card;
  private Charges charges;
  private @Nullable List<Pool> pools;
  private @Nullable List<Quantity> measures;
  private @Nullable String gap;
  private @Nullable String currency;

  /** Makes this the bill of the given call. */
  Bill of(UsageRecord usage, PriceTable prices, Instant at) {
    List<Quantity> all = usage.quantities();
    this.prices = prices;
    this.usage = usage;
    this.at = at;
    attributes.of(usage, at);
    quotes.forget();
    charges = new Charges(all.size());
    pools = null;
    measures = null;
    gap = null;
    currency = null;
    card = find(usage.responseModel(), usage.requestModel());
    addAll(all);
    return this;
  }

  private void addAll(List<Quantity> all) {
    if (all.isEmpty()) {
      gap = Reasons.NO_USAGE;
    }
    for (int from = 0; from < all.size(); ) {
      int to = usage.endOfWork(from);
      if (to == from + 1) {
        add(all.get(from));
      } else {
        addOneOf(all.subList(from, to));
      }
      from = to;
    }
    if (pools != null) {
      pools.forEach(pool -> pool.charge(charges));
    }
  }

  /** Quantities that one line of a card prices together; the first determines meter and factor. */
  private static final class Pool {
    private final RateCard card;
    private final Rate rate;
    private final UsageMeter meter;
    private final BigDecimal factor;
    private BigDecimal count = BigDecimal.ZERO;

    Pool(RateCard card, Rate rate, UsageMeter meter, BigDecimal factor) {
      this.card = card;
      this.rate = rate;
      this.meter = meter;
      this.factor = factor;
    }

    void charge(Charges charges) {
      charges.charge(card, rate, meter, factor, count);
    }
  }

  /** Bills one of several measures of the same work: quantities of one meter, or all tokens. */
  private void addOneOf(List<Quantity> all) {
    UsageMeter billed = billedMeter(all);
    for (Quantity quantity : all) {
      UsageMeter meter = quantity.meter();
      boolean chosen = meter == billed || (meter.isTokens() && billed.isTokens());
      if (chosen && add(quantity)) {
        measures = measures == null ? new ArrayList<>(1) : measures;
        measures.add(quantity);
      }
    }
  }

  /** The meter of the first measure that has a price, or of the last if none has. */
  private UsageMeter billedMeter(List<Quantity> all) {
    for (Quantity quantity : all) {
      RateCard its = cardOf(quantity);
      if (its != null && quotes.rate(its, quantity.meter()) != null) {
        return quantity.meter();
      }
    }
    return all.get(all.size() - 1).meter();
  }

  /** The usage record of the call. */
  UsageRecord usage() {
    return usage;
  }

  /** The version of the prices in use. */
  String priceTable() {
    return prices.version();
  }

  /** Whether the user's own prices have not arrived, so that those in use are a guess. */
  boolean isProvisional() {
    return prices.isProvisional();
  }

  /** The price of each quantity separately. */
  List<Quote> quotes() {
    return usage.quantities().stream().map(this::quote).toList();
  }

  private Quote quote(Quantity quantity) {
    RateCard its = cardOf(quantity);
    return its == null
        ? new Quote(quantity, null, null, null)
        : new Quote(
            quantity,
            its,
            quotes.rate(its, quantity.meter()),
            quotes.factor(its, quantity.meter()));
  }

  /** The card for the call's own model, null if there is none. */
  @Nullable RateCard card() {
    return card;
  }

  /**
   * Whether the card is only that of a later snapshot of the model that answered or was requested.
   */
  boolean isOfAnotherSnapshot() {
    String model = usage.responseModel() == null ? usage.requestModel() : usage.responseModel();
    return card != null
        && model != null
        && prices.isOfAnotherSnapshot(usage.provider(), model, card);
  }

  /** Whether the call is a batch, whose price the card does not have. */
  boolean isOfUnpricedBatch() {
    return card != null
        && UsageRecord.BATCH.equals(usage.attributes().get(UsageRecord.SERVICE_TIER))
        && !card.pricesTier(UsageRecord.BATCH);
  }

  /**
   * The reason why something has no price, one of {@link Reasons}; null if everything has a price.
   */
  @Nullable String gap() {
    return gap;
  }

  /** The currency of the charges, null if nothing has a price. */
  @Nullable String currency() {
    return currency;
  }

  Charges charges() {
    return charges;
  }

  /** See {@link Rating#measures}. */
  List<Quantity> measures() {
    return measures == null ? List.of() : measures;
  }

  /** Returns whether the quantity is charged. */
  private boolean add(Quantity quantity) {
    RateCard its = cardOf(quantity);
    if (its == null) {
      return miss(Reasons.UNKNOWN_MODEL);
    }
    boolean comparable = isOfCurrency(its.currency());
    if (quantity.count().signum() == 0) {
      return false;
    }
    UsageMeter meter = quantity.meter();
    Rate rate = quotes.rate(its, meter);
    return rate != null && comparable
        ? charge(its, rate, meter, quantity.count())
        : miss(reason(quantity, its));
  }

  private boolean charge(RateCard its, Rate rate, UsageMeter meter, BigDecimal count) {
    BigDecimal factor = quotes.factor(its, meter);
    if (factor == null) {
      return miss(Reasons.MALFORMED_USAGE);
    }
    if (rate.over() == Rate.Over.CALL) {
      Pool pool = pool(its, rate, meter, factor);
      pool.count = pool.count.add(count);
    } else {
      charges.charge(its, rate, meter, factor, count);
    }
    return true;
  }

  private Pool pool(RateCard its, Rate rate, UsageMeter meter, BigDecimal factor) {
    List<Pool> known = pools == null ? new ArrayList<>(1) : pools;
    pools = known;
    for (Pool pool : known) {
      if (pool.rate == rate) {
        return pool;
      }
    }
    Pool pool = new Pool(its, rate, meter, factor);
    known.add(pool);
    return pool;
  }

  /** The card that prices a quantity; from now on attributes and quotes refer to this quantity. */
  private @Nullable RateCard cardOf(Quantity quantity) {
    if (attributes.of(quantity)) {
      quotes.forget();
    }
    String other = quantity.attributes().get(Quantity.MODEL);
    return other == null ? card : find(null, other);
  }

  /** A card of the provider itself, or else of the upstream provider that does the work. */
  private @Nullable RateCard find(@Nullable String answered, @Nullable String asked) {
    RateCard own = prices.find(usage.provider(), answered, asked, attributes, at);
    String upstream = usage.upstream();
    return own == null && upstream != null ? find(upstream, answered, asked) : own;
  }

  private @Nullable RateCard find(
      String upstream, @Nullable String answered, @Nullable String asked) {
    String left = withoutSuffix(answered);
    String right = withoutSuffix(asked);
    RateCard card = prices.find(upstream, left, right, attributes, at);
    return card == null
        ? prices.find(upstream, withoutPrefix(left), withoutPrefix(right), attributes, at)
        : card;
  }

  /** The name under which a card of the upstream provider lists the model, null if none does. */
  static @Nullable String listed(String upstream, String model, PriceTable prices) {
    String left = model.replaceFirst(SUFFIX, "");
    String listed = prices.listed(upstream, left);
    return listed == null ? prices.listed(upstream, left.substring(left.indexOf('/') + 1)) : listed;
  }

  /** Gateways may append the upstream provider to the model: {@code org/model:together}. */
  private static @Nullable String withoutSuffix(@Nullable String model) {
    return model == null ? null : model.replaceFirst(SUFFIX, "");
  }

  /** Or put it in front: {@code openai/gpt-5}. */
  private static @Nullable String withoutPrefix(@Nullable String model) {
    return model == null ? null : model.substring(model.indexOf('/') + 1);
  }

  private boolean isOfCurrency(String its) {
    if (currency == null) {
      currency = its;
    }
    return currency.equals(its);
  }

  /** Returns false, because a quantity without a price is not charged. */
  private boolean miss(String reason) {
    if (gap == null) {
      gap = reason;
    }
    return false;
  }

  private boolean isModelNamed() {
    return usage.requestModel() != null || usage.responseModel() != null;
  }

  private String reason(Quantity quantity, RateCard its) {
    UsageMeter meter = quantity.meter();
    if (meter == UsageMeter.COMPUTE_SECONDS && !quantity.attributes().containsKey("hardware")) {
      return Reasons.UNKNOWN_HARDWARE;
    }
    return its.isForAnyModel() && isModelNamed()
        ? Reasons.UNKNOWN_MODEL
        : Reasons.NO_RATE + '.' + meter.wireName();
  }
}
